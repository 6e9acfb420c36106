"""The people who work at the centre: their accounts, their roles, the sessions they signed in with."""
