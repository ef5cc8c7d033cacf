"""What of a mail's HTML is shown, and how, so that it harms nobody?"""
