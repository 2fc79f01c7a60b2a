"""What kind of page it is: an article, or a listing, a forum, a wall; and why it is refused."""
