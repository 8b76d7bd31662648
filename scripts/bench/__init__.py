"""The measure of the site: what its build costs, what it weighs, how long people wait."""
