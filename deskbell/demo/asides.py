"""Pure. What colleagues say among themselves, what strangers send, and a few tickets that try a screen's patience."""

COMMENTS = (
    "Checked with the warehouse: it left the building on Tuesday.",
    "Third one from the same batch this month. Should we tell purchasing?",
    "Called them, nobody picked up. Will try again in the afternoon.",
    "I have promised a loan machine. Please don't close before it is booked.",
    "Regular customer, please be generous.",
    "Puhuin kuljetusliikkeen kanssa: paketti löytyi, perillä huomenna.",
    "Zadzwoniłam, klient potwierdził adres.",
    "The refund is approved, finance has it on their list for today.",
    "Same as last week's matter from the café next door, the answer there worked.",
    "Waiting for the spare part. Supplier says Thursday.",
)
MENTIONS = (
    "could you have a look at this one? I am not sure what we promised them.",
    "you know this customer, will you take over?",
    "is it all right to send a new one at our cost?",
)
SPAM: tuple[tuple[str, str], ...] = (
    ("First place on every search page", "Dear webmaster, we looked at your site and found 14 errors. Reply YES."),
    ("Invoice overdue!!! open now", "Your account will be closed in 24 hours. Open the file to keep it."),
    ("Cheap containers from our port", "We are the leading maker of plastic containers. Best price for dear friend."),
    ("You have been chosen", "You are one of ten people to get a prize. Answer with your full name and address."),
)
LONG_TICKET_NAME = (
    "Fwd: Re: Fwd: Re: The grinder that we ordered in March, returned in April, got back in May, and which now makes"
    " the same noise as in March, only louder, together with a question about the invoice for the repair, which was"
    " under warranty, and one about the address in Galway, which has changed again"
)
ARABIC = (
    "طلب القهوة لم يصل بعد",
    "مرحباً،\n\nطلبت كيسين من القهوة قبل أسبوع ولم يصل أي شيء حتى الآن. هل يمكنكم معرفة مكان الطرد؟\n\nشكراً لكم",
)
HEBREW = (
    "המכונה נוזלת אחרי הניקוי",
    "שלום,\n\nמאז שניקיתי את המכונה יש מים על השולחן בכל בוקר. האם בטוח להשתמש בה?\n\nתודה רבה",
)
PRODUCTS = {
    "machine": ("Aava 2", "Aava Duo", "Kuura", "Kuura Pro", "Tuuli", "Halla 3"),
    "coffee": ("Northlight Espresso", "Revontuli Filter", "Hiljainen Aamu", "Decaf No. 4"),
}
