"""Pure. The matters in English."""

from deskbell.demo.matter import Manners, Matter

MANNERS = Manners(
    greetings=("Hi,", "Hello,", "Good morning,", "Hi there,", "Dear team,"),
    extras=(
        "I have been a customer since you opened, and this is the first time anything went wrong.",
        "We use it every day at work, so it would be good to know soon.",
        "I looked through the manual and the pages on your site but could not find an answer.",
        "By the way, the last bag was the best coffee I have had in years.",
        "I am travelling next week, so e-mail works better than the phone.",
        "My neighbour has the same one and never had this.",
        "I am happy to send pictures or a short video if that helps.",
        "Sorry for the long message, I wanted to give you everything at once.",
    ),
    closings=("Best regards,", "Thanks,", "Many thanks in advance,", "Kind regards,", "Cheers,"),
    thanks=(
        "That did it. Thank you for the quick help!",
        "Perfect, thanks a lot. You can close this.",
        "Great, everything is in order now. Have a nice day!",
        "Thank you, I did not expect an answer on the same day.",
        "Works now. Thanks, and say hello to the roastery!",
    ),
    reply_greetings=("Hello {first},", "Hi {first},", "Good day {first},"),
    reply_closings=("Best regards,", "Kind regards,", "Have a good day,"),
    nudges=(
        "Any news on this? It has been {days} days now.",
        "Just checking whether you have seen my last message.",
        "I have still not heard anything. Could somebody please look at this today?",
    ),
    wrote="On {date}, {name} wrote:",
)

MATTERS = (
    Matter(
        "GENERAL_INQUIRY",
        ("Where is my order {order}?", "Order {order} has not arrived", "Delivery to {city} is late"),
        (
            (
                "I ordered a {product} {days} days ago (order {order}) and it still has not arrived in {city}. The"
                " tracking page has said “handed over to the carrier” for three days. Could you find out where it is?"
            ),
            (
                "Order {order} was meant to be here on Monday. We are out of coffee at the office in {city}, and the"
                " mood is turning. When can we expect it?"
            ),
        ),
        (
            (
                "I am sorry for the wait. I asked the carrier this morning: the parcel was left at the wrong depot and"
                " is now on its way to {city}. It should be with you within two working days. I will keep an eye on it."
            ),
            (
                "Thank you for writing. I can see order {order} in our system, but the carrier has no scan after the"
                " hand-over, so I have opened a search. You will hear from me tomorrow at the latest, found or not."
            ),
        ),
        (
            "Thank you. Is it possible to get it to the parcel locker instead? Nobody is at home during the day.",
            "It is the day after tomorrow now, and still no parcel. What happens next?",
        ),
        (
            (
                "I have sent a new parcel today by express, number {order}-B. If the first one turns up, please keep it"
                " as an apology from us."
            ),
            (
                "Good news: it was delivered to the pick-up point in {city} at noon. You should have a text message"
                " with the code."
            ),
        ),
        ("delivery",),
    ),
    Matter(
        "PRODUCT_ISSUE",
        ("{product} leaks from below", "Water under my {product}", "{product}: leaking after descaling"),
        (
            (
                "My {product} has started to leak. After each cup there is a small puddle under the left side. The tank"
                " sits properly and I changed the seal that came in the box. It is eleven months old, order {order}."
            ),
            (
                "Since I descaled the {product} last weekend there is water on the counter every morning. The display"
                " shows nothing unusual. Is it safe to use?"
            ),
        ),
        (
            (
                "Thank you for the clear description. Please take out the drip tray and look at the clear hose behind"
                " it: after descaling it sometimes sits loose. Push it in until it clicks, then run one cup of plain"
                " water. If it still leaks, stop using it and tell me: it is under warranty."
            ),
            (
                "That should not happen, and it is covered by the warranty. Could you send a picture of the underside"
                " with the machine unplugged? Then I can tell which part it is."
            ),
        ),
        (
            "The hose was in its place, and it still leaks. Picture attached.",
            "I pushed it in and it clicked, but one day later the puddle is back.",
        ),
        (
            (
                "Thank you, that is the pump seal. I have booked a repair: a courier will bring a box and pick the"
                " machine up on Thursday. You get it back within ten days, and I put a loan machine in the same"
                " delivery."
            ),
        ),
        ("warranty", "leak"),
        file="picture",
    ),
    Matter(
        "BILLING_ISSUE",
        ("Charged twice for {order}", "Double payment of {amount}", "Please check my card payment"),
        (
            (
                "My bank shows two payments of {amount} for order {order}, both from yesterday. I ordered only once."
                " Please give one of them back."
            ),
            (
                "I paid for order {order}, the page showed an error, so I tried again. Now {amount} has been taken"
                " twice. Could you check?"
            ),
        ),
        (
            (
                "I am sorry about that. I see both payments; the second is a reservation that was never captured. It"
                " disappears by itself within three to five days, depending on your bank. Nothing more is taken."
            ),
            (
                "You are right, it was captured twice. I have just returned {amount} to your card. Banks usually show"
                " it within three working days."
            ),
        ),
        ("It has been a week and the money is still not there. Can you send me a confirmation for my bank?",),
        (
            (
                "Of course. The confirmation of the refund is attached; its reference is {order}-R. Your bank can trace"
                " it with that number."
            ),
        ),
        ("refund",),
        file="statement",
    ),
    Matter(
        "BILLING_ISSUE",
        ("Invoice with our VAT number", "Invoice for order {order}", "Missing invoice"),
        (
            (
                "Could you send the invoice for order {order} ({amount}) with our company's VAT number on it? Our"
                " accountant can't book it otherwise."
            ),
            "We never received an invoice for {order}. Please send it as a PDF, and to accounts from now on.",
        ),
        (
            (
                "The invoice for {order} is attached, with your VAT number. I have also saved the number in your"
                " account, so that it is on all the coming ones."
            ),
            "Here it is. I have added your accounts address as the receiver of invoices.",
        ),
        ("Thank you. The street is still our old one, though. We moved to {city} in spring.",),
        ("Corrected: a credit note and a new invoice with the address in {city} are attached. Sorry for the trouble.",),
        ("invoice",),
    ),
    Matter(
        "PRODUCT_ISSUE",
        ("Wrong coffee in the parcel", "Got Metsä Dark instead of {product}", "Order {order}: not what I ordered"),
        (
            (
                "The parcel came today, thank you, but it holds two bags of Metsä Dark. I ordered {product}. The"
                " packing slip says the right thing."
            ),
            (
                "There was somebody else's order in my box: the slip says {city}, and I am nowhere near it. My own"
                " order is {order}."
            ),
        ),
        (
            (
                "Oh no, two boxes were swapped at the packing table. Your {product} leaves today with priority. Keep"
                " the bags, or give them to somebody who likes it dark."
            ),
        ),
        ("That is kind. One question: does the subscription count this as the delivery of the month?",),
        ("No, this one is on us. Your next delivery of the subscription is untouched.",),
        ("packing",),
        about="coffee",
        file="picture",
    ),
    Matter(
        "GENERAL_INQUIRY",
        ("Pause my subscription", "Holding deliveries over the summer", "Subscription: pause for {days} weeks"),
        (
            "We are away for a while. Can I pause the subscription for {days} weeks without losing the price I have?",
            "I have too much coffee at home (a nice problem). Please skip the next two deliveries.",
        ),
        (
            (
                "Gladly. Your subscription is paused and starts again by itself; the price stays. You can also do it in"
                " your account under “Deliveries”."
            ),
        ),
        ("Could it start one week later than you wrote? We come back on a Sunday.",),
        ("Done, one week later. Have a good trip!",),
        ("subscription",),
    ),
    Matter(
        "PRODUCT_ISSUE",
        ("Error E4 on the {product}", "{product} makes a loud noise", "Grinder stops after two seconds"),
        (
            (
                "The {product} stops after about two seconds and shows E4. I emptied it and cleaned it with the brush"
                " as the manual says. It did not help. The beans are the usual ones."
            ),
            "Since this morning the {product} howls like a small plane. It still grinds, but much coarser than before.",
        ),
        (
            (
                "E4 means that something blocks the lower burr, most often a small stone. Please unplug it, lift the"
                " upper burr out (a quarter turn to the left) and vacuum the chamber. There is a short film of it in"
                " the help pages."
            ),
            (
                "That sounds like the ring of the burr came loose. Turn the setting to the coarsest, then one full turn"
                " back to fine while it runs empty. Is the noise gone?"
            ),
        ),
        (
            "There was a stone, as you said! But now it says E4 as soon as I switch it on.",
            "A little quieter, but not as it was.",
        ),
        (
            (
                "Then the sensor took a knock. I am sending you a new upper part at no cost; it clicks in without"
                " tools. Order {order}-S, with you in three days."
            ),
        ),
        ("grinder", "warranty"),
    ),
    Matter(
        "BILLING_ISSUE",
        ("I would like to return the {product}", "Return of order {order}", "Changed my mind about {order}"),
        (
            (
                "The {product} is fine, but it does not fit under our cupboard. It has been used twice. Can I return"
                " it, and what does it cost?"
            ),
            "I want to return order {order}. It is unopened. Please send me a label.",
        ),
        (
            (
                "Of course: you have 30 days. The label is attached; hand the box in at any service point. The money is"
                " on your card within five days of its coming back. It costs you nothing."
            ),
        ),
        ("I no longer have the original box. Is another one fine?",),
        ("Any sturdy box is fine. Please put something soft on all six sides.",),
        ("return",),
    ),
    Matter(
        "GENERAL_INQUIRY",
        ("New address in {city}", "We have moved", "Change of delivery address"),
        (
            (
                "We have moved to {city}. Please send the subscription to the new address from now on: Harbour Street"
                " 12, second floor."
            ),
            "Please change the delivery address of order {order} to our office in {city}, if it has not left yet.",
        ),
        ("Changed. The next delivery goes to {city}. Enjoy the new place!",),
        ("Has order {order} left already? If so I'll ask the old neighbours.",),
        ("It leaves tomorrow, with the new address on it. No need to trouble the neighbours.",),
    ),
    Matter(
        "FEATURE_REQUEST",
        ("Idea: reminder before the bag runs out", "Could the app show roast dates?", "Wish for the web shop"),
        (
            (
                "It would be lovely if the app reminded me some days before the bag is empty. I drink at very different"
                " speeds, and a fixed date is always wrong."
            ),
            "Could you show the roast date of each bag in the order history? I like to compare.",
        ),
        (
            (
                "That is a good idea, and you are the fourth to ask this year. I have passed it on to the people who"
                " make the app, with your words. I'll write when there is something to try."
            ),
        ),
        ("Thanks! If you look for testers, I am in.",),
        ("Noted: you are on the list of testers.",),
        ("idea",),
    ),
    Matter(
        "GENERAL_INQUIRY",
        ("Prices for our café", "Wholesale terms", "Offer for {days} kilos a month"),
        (
            (
                "We run a small café in {city} and would like to serve your coffee: about {days} kilos a month to begin"
                " with. What are your terms, and do you train the staff?"
            ),
            "Could you send us a wholesale price list, and tell us how soon you can deliver to {city}?",
        ),
        (
            (
                "How nice to hear from {city}! The price list for cafés is attached. From 20 kilos a month the delivery"
                " is free, and two hours of training are always part of it. Shall I book a tasting?"
            ),
        ),
        ("A tasting sounds great. Would a Tuesday morning before ten suit you?",),
        ("Tuesday at eight it is. We bring three coffees and a grinder.",),
        ("wholesale",),
    ),
    Matter(
        "PRODUCT_ISSUE",
        ("{product} arrived broken", "Damaged in transit: {order}", "Broken glass in the box"),
        (
            (
                "The box was dented on one corner, and inside, the water tank of the {product} is cracked. I took"
                " pictures before unpacking. Order {order}."
            ),
            "Please help: the {product} was a birthday present, and its glass is in a thousand pieces.",
        ),
        (
            (
                "I am so sorry, and thank you for the pictures. A new one leaves today by express. Keep the broken one;"
                " we will settle it with the carrier."
            ),
        ),
        ("The new one is here, and whole. What do I do with the old one?",),
        ("Please recycle it. The carrier has seen the pictures and needs nothing more.",),
        ("damage", "delivery"),
        file="picture",
    ),
)
