"""Who sits at which table, and how good a plan is: pure rules, without a database."""
