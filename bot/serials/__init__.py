"""The machine behind `/daily`: each instalment exactly once, in order, at its time or with the reason why not."""
