"""Other people's formats: what comes in is read strictly, what goes out is plain."""
