"""One ticket becomes two, two become one, and back."""
