"""What was noticed: each decision of the gate with its reason, and the way to teach it better."""
