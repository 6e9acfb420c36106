"""The parts of the interpreter: a table of handlers per family of nodes. Start at `engine.feel.interpret`."""
