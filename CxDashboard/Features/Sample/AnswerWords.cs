namespace CxDashboard.Features.Sample;

/// <summary>What customers of the sample write beside their rating: by mood, then what fits every topic or only one.</summary>
internal static class AnswerWords
{
    /// <summary>By topic in the order of <see cref="Larkfield.Topics"/>; happy with what was done.</summary>
    public static readonly string[][] Happy =
    [
        [
            "The driver carried the {product} up three floors and took his shoes off.",
            "The wait was long, but somebody wrote each morning to say that it was still a wait. I did not mind it at all.",
            "A photograph of the parcel behind my own flowerpot. That was all I needed.",
            "Moved to {day} without a word of argument.",
            "It came when you said, which is rarer than you think.",
        ],
        [
            "Label was in the first mail, box gone the next morning. I have never had that anywhere.",
            "I had lost the box, and it was no trouble at all.",
            "Picked up while I was at work, as promised.",
        ],
        [
            "The money was back before I had finished complaining.",
            "She told me the day it would be on my account, and it was.",
            "They paid the postage too, without my asking.",
        ],
        [
            "Charged twice, paid back within the hour, and an apology that sounded like a person.",
            "A new invoice with the right name in ten minutes.",
            "I asked about 4,90 and got an honest answer.",
        ],
        [
            "Lamp|It hums only in the evening. He has measured it himself. Very patient man.",
            "The missing screw came in a letter, with a spare one.",
            "We went through the manual together on the phone, page by page, and laughed.",
            "Desk,Sideboard,Wardrobe|A new drawer, no questions, no photographs.",
            "The {product} stands now. So does my opinion of you.",
        ],
        [
            "Dining table,Chair,Shelf,Desk,Sideboard|Somebody went into the warehouse to look at the oak for me.",
            "Colour changed, order kept, confirmation there before I had put the phone down.",
            "Told me honestly that the smaller {product} would do. It does.",
        ],
        [
            "No wait. I clicked, a person was there, it was done. I keep thinking that I must have missed something.",
            "My points are back, and I now know what they are for.",
            "Both accounts are one again.",
        ],
    ];

    public static readonly string[] HappyAnywhere =
    [
        "Thank you.", "Quick and kind.", "Nothing to add, it just worked.", "Germany|Sehr nett und sofort erledigt.", "France|Merci, c’était parfait.",
        "Netherlands,Belgium|Snel en vriendelijk geholpen, dank je wel.", "She remembered what I had said last week.", "A real answer from a real person.",
        "I was ready to be angry and had no reason.", "First time somebody said ‘I will see to it’ and did.",
        "He rang back when he said he would, to the minute.", "My mother managed it alone, which says everything.",
    ];

    public static readonly string[] Middling =
    [
        "Solved in the end. I would have liked to hear something in between.",
        "I have waited for the second half of my {product} since the third. The first half is lovely.",
        "Friendly, but I had to tell the story twice.",
        "It was all right. Nothing more, nothing less.",
        "The answer was good, the waiting was not.",
        "Everything is fine now, though I found the answer myself.",
        "Correct and a little cold.",
        "Half of my question was answered, the easier half.",
        "It works. The way there was long.",
        "Germany|Freundlich, aber niemand wusste, wer zuständig ist.",
        "France|Réponse claire, mais {n} jours pour l’avoir.",
        "I do not know yet. Ask me when the {product} is here.",
    ];

    /// <summary>By topic; not happy.</summary>
    public static readonly string[][] Unhappy =
    [
        [
            "Delivered, says the page. To whom?",
            "Three windows of a whole day, and three days at the window.",
            "The parcel was in the rain, and the {product} does not like rain.",
            "Nice people, but I had to call three times to find one who could do something.",
            "Nobody could tell me where the van was, only that it was on its way.",
        ],
        [
            "I may send it back only in the box that your own driver took away.",
            "Three labels, all for the wrong parcel.",
            "The {product} has stood in my hall for {n} weeks waiting for you.",
        ],
        [
            "Ten working days ‘after inspection’. Nobody says when the inspection is.",
            "A voucher is not money.",
            "Everybody confirms the refund, and it does not come.",
        ],
        [
            "A reminder with a fee for a bill that I had paid.",
            "The fee is in the small print, I was told. That is why it is small.",
            "Nobody can explain the amount, but all of them can repeat it.",
        ],
        [
            "The replacement has the same fault in the same place.",
            "I have been waiting and eating dinner on the floor for three weeks.",
            "Photographs, a video, a form. The {product} still wobbles.",
            "They asked whether I had used it properly. It is a {product}.",
        ],
        [
            "Ordered one, charged for {n}, and it is my task to prove it.",
            "The page says in stock, the voice says next spring.",
            "I was told to order again and cancel later. Now I have {n}.",
        ],
        [
            "I cannot sign in to tell you that I cannot sign in.",
            "Wrong address again, and it is I who should have checked.",
            "I asked to be taken off the list. Now I am on two.",
        ],
    ];

    public static readonly string[] UnhappyAnywhere =
    [
        "You said resolved. Nothing is resolved.", "I got an answer in minutes and help not at all.", "A number and a smiley.",
        "Germany|Wollte nur wissen, wann. Nach drei Tagen Warten kam: ‚Ihr Anliegen ist uns wichtig.‘", "I have told it to four people now.",
        "The chat closed while I was typing.", "France|Ce n’est pas réglé, et on me demande une note.", "Still waiting.",
        "Everyone is sorry and nobody is responsible.", "Netherlands,Belgium|Nog steeds niet opgelost.",
        "The answer was copied from the page that I had asked about.", "I would not have written again if it had been solved.",
    ];

    public static readonly string[] Outage =
    [
        "Two days without my account, and the page told me to sign in to complain.", "All your people could say was that they know.",
        "I missed the delivery because I could not get in.", "It works again. I had to find that out myself.",
    ];

    public static readonly string[] BuyAgain = ["I would buy here again.", "Yes, but I would ring first and not trust the page.", "My sister has ordered too."];

    public static readonly string[] NotAgain = ["Last time for me.", "A pity, I like the {product}.", "Next time I go to the shop in town."];
}
