"""An item made runnable: names settled, order found, Python made. Item in, Rulebook out."""
