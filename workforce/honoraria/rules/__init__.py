"""What those who teach are paid: pure rules."""
