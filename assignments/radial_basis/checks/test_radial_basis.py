"""The public checks of the radial basis function topic."""
