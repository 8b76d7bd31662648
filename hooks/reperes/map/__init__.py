"""Maps drawn during the build: from outlines in degrees to the numbers of an SVG drawing."""
