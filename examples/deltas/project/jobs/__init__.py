"""What runs once a day. A job takes the state folder and a day, and gives that day's report."""
