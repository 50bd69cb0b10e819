"""Outlets, agencies, speakers and actors, as plain rows."""
