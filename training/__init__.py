"""How the English pipeline that ships with Crosswire is made: ``python -m training --help``."""
