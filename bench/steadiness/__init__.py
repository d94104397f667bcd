"""How steady answers are, how soon they follow a true change, and how often sure ones are right."""
