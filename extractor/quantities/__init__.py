"""Numbers with what they count: what the component of the figures is made of."""
