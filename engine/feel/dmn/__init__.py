"""Decision models of the DMN standard as plain values. Start at `engine.feel.dmn.run`."""
