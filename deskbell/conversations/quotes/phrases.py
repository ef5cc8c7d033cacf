"""Pure. With which words do mail programs introduce what they quote? Kept as data, in the languages they speak."""

# ruff: noqa: E501 - lists of words are read as lists
from __future__ import annotations

import re

_WROTE = (
    "wrote|writes|has written|schrieb|hat geschrieben|a écrit|a ecrit|écrivait|écrit|escribió|escribio|ha escrito|ha scritto|scrisse|scriveva"
    "|escreveu|schreef|heeft geschreven|het volgende geschreven|skrev|skreiv|kirjoitti|kirjoittanut|napisał\\(a\\)|napisała?|napisał|pisze|napsal\\(a\\)|napsala?|píše|napísal\\(a\\)|napísala?|napísal"
    "|написал\\(а\\)|написала?|написал|пишет|писал\\(а\\)|писала?|пише|написав|написала|írta|írt|yazdı|yazmış|şunu yazdı|έγραψε|a scris|scrie"
    "|napisao je|je napisao|napisao|je napisal|написа|rašė|parašė|rakstīja|kirjutas|skrifaði|va escriure|escrigué|idatzi du|viết|đã viết|menulis|menulis"
    "|写道|寫道|写信|寫信|寫入|写入|書きました|さんは書きました|のメール|のメッセージ|님이 작성|작성|כתב|כתבה|كتب|เขียน"
)
WROTE = re.compile(rf"(?<!\w)(?:{_WROTE})(?!\w)|写道|寫道|書きました|작성", re.IGNORECASE)
BY_MYSELF = re.compile(
    r"\b(I|we|you and I) (wrote|said|have written)|\bich schrieb|\bj'ai écrit|\b(he|yo) escrito|\bho scritto|\beu escrevi|\bik schreef|\bjag skrev|\bjeg skrev|\bminä kirjoitin|\bkirjoitin|\bnapisałam\b|\bnapisałem\b",
    re.IGNORECASE,
)
# Things and owned people write in customers' sentences, not in what programs put above a quote.
NO_NAME = re.compile(
    rf"\b(?:the|our|your|my|their|his|her|this|that|an?|unser\w*|eue?r\w*|mein\w*|ihr\w*|der|die|das|notre|votre|nuestro|nasz\w*|meidän|teidän)\s+\S+(?:\s+\S+)?\s+(?:{_WROTE})|^on\b"
)
STARTS = re.compile(
    r"^[\s*_\-]*(?:στις|στη[νς]?|την|τη|vào|في|בתאריך|ב-|ที่|po|út|st|čt|pá|so|ne|man|tir|tirs|ons|tor|tors|fre|lør|søn|mån|tis|lör|sön|v|в|у|kontakt|on|am|le|el|il|em|op|den|dnia|w dniu|dne|dňa|pe|la data|în|în data|на|a las|à|al|dia|no dia|at|vào|pada|tarihinde|kl|klo|von|from|od|"
    r"mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|jeu|ven|sam|dim|lunes|martes|maanantai|tiistai|ke|to|pe|la|su|ma|ti|пн|вт|ср|чт|пт|сб|вс|"
    r"понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|在|於|于|El|pon|wt|śr|czw|pt|sob|niedz)[\s.,:、，]",
    re.IGNORECASE,
)
DATE = re.compile(
    r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}|\d{1,2}[./-]\s?\d{1,2}[./-]\s?(?:\d{4}|\d{2})\b|\b(?:19|20)\d\d\b|\b\d{1,2}[:.h]\d{2}\b|\d{1,2}월|\d{1,2}月",
    re.IGNORECASE,
)
ADDRESS = re.compile(
    r"[<(\[]\s*(?:mailto:)?[^<>()\[\]@\s]*\s*[^<>()\[\]@\s]+@[^<>()\[\]\s]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
)
BRACKETED = re.compile(r"<[^<>]{0,200}@[^<>]{1,200}>")

_FROM = "from|von|de|da|från|fra|lähettäjä|od|nadawca|van|от|від|от кого|feladó|kimden|gönderen|发件人|寄件者|寄件人|差出人|보낸 사람|보낸사람|desde|expéditeur|mittente|remitente|remetente|avsändare|afsender|avsender|odesílatel|absender|expeditor|de la|saatja|nuo|frá|dari|từ|จาก|από|מאת|من"
_DATE = "sent|gesendet|envoyé|envoyé le|enviado|enviado el|enviado em|enviada em|inviato|skickat|sendt|lähetetty|wysłano|wysłane|verzonden|отправлено|дата|надіслано|date|datum|dato|fecha|data|päivämäärä|päiväys|päivä|odesláno|elküldve|dátum|gönderildi|gönderilme tarihi|tarih|发送时间|發送時間|寄件日期|傳送時間|日期|送信日時|日付|日時|보낸 날짜|날짜|trimis|ημερομηνία|στάλθηκε|נשלח|תאריך|saadetud|išsiųsta|nosūtīts|poslano|poslato|изпратено|ngày gửi|đã gửi|dikirim|ส่ง|تم الإرسال|sent at|time|received"
_TO = "to|an|à|para|a|till|til|vastaanottaja|do|adresat|aan|кому|pro|komu|címzett|kime|alıcı|收件人|收件者|宛先|받는 사람|받는사람|către|προς|אל|إلى|destinataire|destinatario|destinatário|mottagare|modtager|mottaker|empfänger|adressaat|saaja|kellele|kam|prima|za|до|đến|kepada|ถึง"
_SUBJECT = "subject|betreff|objet|asunto|oggetto|assunto|ämne|emne|aihe|otsikko|temat|onderwerp|тема|předmět|predmet|tárgy|konu|主题|主題|主旨|件名|제목|subiect|θέμα|נושא|الموضوع|teema|tema|tēma|zadeva|naslov|относно|efni|chủ đề|perihal|subjek|เรื่อง"
_CC = "cc|copie|copia|kopie|kopio|kopia|kopi|dw|копия|másolat|bilgi|抄送|副本|참조|cópia|cópia para|bcc|κοιν"
_REPLY = "reply-to|antwort an|antworten an|répondre à|responder a|risposta|rispondi a|vastausosoite|svar till|antwoord aan|odpowiedz do|importance|priority|attachments|anhänge|wichtigkeit|organization|list-id|message-id|content-type|resent-from|cc recipients|ответить"
KINDS: tuple[tuple[str, str], ...] = (
    ("from", _FROM),
    ("date", _DATE),
    ("to", _TO),
    ("subject", _SUBJECT),
    ("cc", _CC),
    ("other", _REPLY),
)
HEADER_LINE = re.compile(
    r"^[\s>|]{0,6}[*_]*(?:"
    + "|".join(f"(?P<{kind}>{words})" for kind, words in KINDS)
    + r")[*_]*\s?[:：][*_]*(?=\s|$|[\"<“'\w*_(\[=])",
    re.IGNORECASE,
)

_ORIGINAL = (
    "original (?:message|appointment|mail|e-?mail)|ursprüngliche nachricht|original-?nachricht|message d['’]origine|message original|mensaje original|messaggio originale"
    "|mensagem original|oorspronkelijk bericht|originalmeddelande|ursprungligt meddelande|oprindelig meddelelse|opprinnelig melding|alkuperäinen (?:viesti|sähköposti)"
    "|wiadomość oryginalna|oryginalna wiadomość|původní (?:zpráva|e-mail)|pôvodná správa|исходное сообщение|original meddelelse|originalna poruka|eredeti üzenet|orijinal ileti"
    "|özgün ileti|mesaj original|αρχικό μήνυμα|原始邮件|原始郵件|原邮件|元のメッセージ|원본 메시지|algne sõnum|antwort|antworten|reply message"
)
_FORWARDED = (
    "forwarded (?:message|by|mail)|begin forwarded message|weitergeleitete (?:nachricht|mail)|anfang der weitergeleiteten nachricht|message transféré|début du message (?:réexpédié|transféré)"
    "|mensaje reenviado|inicio del mensaje reenviado|messaggio inoltrato|inizio messaggio inoltrato|mensagem encaminhada|início da mensagem encaminhada|doorgestuurd bericht|begin doorgestuurd bericht"
    "|vidarebefordrat (?:meddelande|brev)|vidarebefordrat mail|videresendt (?:meddelelse|melding|besked)|välitetty viesti|välitetty viesti alkaa|przekazana wiadomość|wiadomość przekazana|początek przekazywanej wiadomości"
    "|přeposlaná zpráva|пересылаемое сообщение|пересланное сообщение|начало переадресованного сообщения|továbbított (?:üzenet|levél)|iletilmiş ileti|转发的?邮件|轉寄郵件|転送されたメッセージ|전달된 메시지"
)
_ABOVE = (
    "(?:please )?(?:type|write|enter|add|reply)\\b.{0,40}above this line|antworten sie (?:bitte )?(?:oberhalb|über) dieser (?:linie|zeile)|répond(?:ez|re) au-dessus de cette ligne"
    "|odpowied[zź].{0,20}powyżej tej linii|vastaa tämän (?:rivin|viivan) yläpuolelle"
)
SEPARATOR = re.compile(
    rf"^[\s>*]*[-_=—–#]{{2,}}[-\s]*(?:{_ABOVE})[\s.]*(?:[-_=—–#]{{2,}}[\s*]*)?$|^[\s>*_|]*[-_=—–]{{2,}}\s*(?:{_ORIGINAL}|{_FORWARDED})\b.{{0,80}}?(?:[-_=—–]{{2,}}[\s*_]*)?$|^[\s*_]*(?:{_FORWARDED})\s*[:：][\s*_]*$",
    re.IGNORECASE,
)
SIGNED = re.compile(
    r"^[\s<(*_\[]*(?:"
    r"(?:sent|written|posted|sendt|sänt|skickat|skickad) (?:from|via|with|by|using|fra|från|med)\b.{1,120}|from my (?:iphone|ipad|mobile|phone|android|samsung|blackberry).{0,60}|get (?:\[)?outlook for.{1,120}"
    r"|(?:von|aus) mein(?:em|er) .{1,60} gesendet.{0,80}|gesendet (?:von|mit|über|aus) .{1,120}|diese nachricht wurde von .{1,80} gesendet.{0,20}|holen sie sich outlook.{0,80}|outlook für (?:ios|android).{0,80}"
    r"|envoyé (?:depuis|de|à partir|avec|par) .{1,120}|télécharger outlook.{0,80}|obtenir outlook.{0,80}|enviado (?:desde|de|do|a partir|por) .{1,120}|obtener outlook.{0,80}|obter o outlook.{0,80}"
    r"|inviato (?:da|dal|dall['’]|con) ?.{1,120}|scarica outlook.{0,80}|ottieni outlook.{0,80}|verzonden (?:vanaf|met|via|door|vanuit) .{1,120}|verstuurd (?:vanaf|met|via) .{1,120}|outlook voor .{0,80} downloaden"
    r"|hämta outlook.{0,80}|hent outlook.{0,80}|last ned outlook.{0,80}|lähetetty .{1,120}|lähetin tämän .{1,80}|hanki outlook.{0,80}|wysłan[oe] (?:z|przez|ze|za) .{1,120}|pobierz (?:program )?outlook.{0,80}"
    r"|odesláno (?:z|ze) .{1,120}|odoslané (?:z|zo) .{1,120}|отправлено (?:с|из|через) .{1,120}|надіслано (?:з|із) .{1,120}|küldve .{1,80}|iphone['’]?umdan gönderildi|.{1,40}['’]den gönderildi"
    r"|發自我的.{1,40}|发自我的.{1,40}|從我的 ?.{1,40}傳送|从我的 ?.{1,40}发送|.{0,20}(?:iphone|ipad|android)から送信|나의 .{1,20}에서 보냄|отправлено с .{1,80}|στάλθηκε από .{1,80}"
    r")[\s>)*_\].<]*$",
    re.IGNORECASE,
)
POSTSCRIPT = re.compile(r"^\s*(?:P\.?\s?P?\.?\s?S)\b[.:]?\s?", re.IGNORECASE)
INLINE = re.compile(
    r"\b(see|my|answers?|comments?|repl(y|ies)|responses?|notes?|answered|replied|responded|commented)\b.{0,40}\b(below|inline|in-line|in red|in blue|in bold|in green|between the lines|embedded)\b|\binline (answers?|comments?|replies)"
    r"|\b(siehe|antworten?|kommentare?|anmerkungen)\b.{0,40}\b(unten|inline|in rot|in blau|im text)\b|\b(voir|mes réponses|réponses|commentaires)\b.{0,40}\b(ci-dessous|plus bas|en rouge|en bleu|dans le texte)\b"
    r"|\b(ver|mis respuestas|respuestas|comentarios|respondo)\b.{0,40}\b(abajo|más abajo|en rojo|en azul|debajo|en el texto)\b|\b(vedi|risposte|rispondo|commenti)\b.{0,40}\b(sotto|in rosso|nel testo|qui sotto)\b"
    r"|\b(respostas|veja|comentários)\b.{0,40}\b(abaixo|em vermelho|em azul)\b|\b(zie|antwoorden|opmerkingen)\b.{0,40}\b(onder|hieronder|in rood|inline|in de tekst)\b|\b(se|svar|kommentarer)\b.{0,40}\b(nedan|nedenfor|under|i rött|i rødt|inline)\b"
    r"|\b(ks\.?|katso|vastaukset|vastaukseni|vastasin|vastaan|kommentit|kommenttini|kommentoin|kirjoitin)\b.{0,40}\b(alla|alta|alle|alempana|punaisella|sinisellä|tekstin (?:seassa|sekaan|väliin)|viestin (?:seassa|sekaan|väliin)|väliin)\b|\b(patrz|odpowiedzi|odpowiedź|komentarze|komentarz|uwagi|odpowiadam|odpowiedziałe?a?m|odpisuję|odpisałe?a?m|dopisałe?a?m)\b.{0,40}\b(poniżej|niżej|pod spodem|na (?:czerwono|niebiesko|zielono)|w tekście|w treści|między wierszami)\b"
    r"|\b(viz|odpovědi|odpovídám)\b.{0,40}\b(níže|červeně|v textu)\b|(см\.?|смотри|ответы|отвечаю|комментарии).{0,40}(ниже|внизу|красным|в тексте)|(见|請見|请看|如下|在下面).{0,10}(下面|红字|紅字|下方)|(以下|インライン|文中|赤字)に?.{0,10}(回答|コメント|返信)",
    re.IGNORECASE,
)
