"""The clocks of a case: how days are counted, which clocks run, what each says; all of it derived."""
