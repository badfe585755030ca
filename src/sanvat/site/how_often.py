"""How often anybody may have something done that costs or bothers others: settings, the same in
every installation."""

# What goes to people who may never have heard of us: amounts per hour and day for a key, which is
# an address that a mail goes to, or the office that has it sent.
MAIL_LIMITS = {
    "new_password": "3/h/key,6/d/key",  # nosec B105  # how many, not a secret
    "confirmation_to": "3/h/key,6/d/key",
    "confirmation_by": "20/h/key,60/d/key",
    "following_to": "3/h/key,6/d/key",
}
# What strangers write or look up on public pages, from one address on the net: many people of one
# commune come from the same. `_unproven` is where no script has solved the task.
PUBLIC_FORM_LIMITS = {
    "event_interest": "20/h/key,60/d/key",
    "event_interest_unproven": "5/h/key,20/d/key",
    "event_reply": "60/h/key",
    "attendance_paper": "60/h/key",
    "inquiry": "10/h/key,30/d/key",
    "inquiry_unproven": "3/h/key,10/d/key",
    "inquiry_to_producer": "20/h/key,60/d/key",  # the key is the producer
    "catalogue_paper": "30/h/key",
    "follow": "20/h/key,60/d/key",
    "follow_unproven": "5/h/key,20/d/key",
    "poll_answer": "60/h/key,200/d/key",
    "poll_answer_unproven": "10/h/key,30/d/key",
    "comment": "10/h/key,40/d/key",
    "comment_unproven": "3/h/key,10/d/key",
    "comment_to_thread": "60/h/key,300/d/key",  # the key is the thread
    "concern": "10/h/key,30/d/key",
    "concern_unproven": "3/h/key,10/d/key",
    "concern_to_body": "300/h/key,2000/d/key",  # the key is the body
    "concern_by_app": "600/h/key,3000/d/key",  # the key is the organisation of the API key
    # Wrong codes and PINs alone: from one address, and for one code. Where either is used up, the
    # others hold: of one code from one address with a task solved, or read over without a script,
    # and of one code with tasks solved.
    "concern_pin": "10/h/key,40/d/key",
    "concern_code": "30/d/key",
    "concern_pin_proven": "10/d/key",
    "concern_pin_unproven": "3/d/key",
    "concern_code_proven": "300/d/key",
    "concern_step": "30/h/key,100/d/key",
    "comment_removal": "5/h/key,20/d/key",
    "comment_removal_unproven": "3/h/key,10/d/key",
}
# What is told no without asking the database: from one address in a minute, in each process.
MINUTE_LIMITS = {"comment": 30, "concern": 30, "public_form": 60}
# How often calendars read the personal feed of one post.
FEED_LIMITS = {"personal_calendar": "60/h/key"}
