"""The public checks of the captioning topic: small inputs, so that you can follow them on paper."""
