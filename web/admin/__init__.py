"""The pages of operators: accounts, the centre's windows and calendars, plug-ins, who read what."""
