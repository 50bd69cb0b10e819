"""The library: records, events and readings as Python objects. ``import crosswire as cw`` gives the names that are stable."""
