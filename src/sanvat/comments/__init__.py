"""What readers write under a page of the portal: read by its body first, then published, refused
or made shorter; what they sent is kept as they sent it, until they take it back."""
