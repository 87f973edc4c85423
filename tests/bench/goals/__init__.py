"""The promises about speed, a module each, named as in the goals: each measures and says whether it holds."""
