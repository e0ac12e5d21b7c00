"""Forms of the portfolio. They validate what was typed; the actions decide."""
