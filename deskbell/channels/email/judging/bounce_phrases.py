"""Pure. By which words do mail servers say that a mail was not delivered, or not yet? Kept as data, in the languages met."""

# ruff: noqa: E501 - lists of words are read as lists
from __future__ import annotations

import re

SUBJECT = re.compile(
    r"^\W*(?:"
    r"undeliver(ed|able)|(there was an )?error (sending|delivering)|non[- ]?delivery|mail (delivery )?(failure|failed|error|system error|status|problem|warning)"
    r"|(permanent |message |e?mail )?delivery (failure|failed|problem|report|status notification|notification|error|has failed|delay)"
    r"|returned (mail|to sender|email)|failure (notice|delivery)|failed mail|(e-?mail|message|mail)( is| was| has been| could)? (un|not )(be )?deliver(ed|able)"
    r"|mail could not be delivered|your message (to .{1,80} )?(could not be|was not|has been) (delivered|returned|rejected)|message (delayed|not delivered)"
    r"|warning: (could not send|message|.{1,80} user unknown)|delayed mail|nondeliverable|automatically rejected mail|processing error"
    r"|notifica(tion|ción|zione|ção) .{0,30}(stato|entrega|échec|livraison|recapito|mancato)|mail not delivered"
    r"|unzustellbar|nicht zustellbar|zustellung .{0,40}(fehlgeschlagen|nicht möglich)|e?mail konnte nicht zugestellt|rückläufer|fehlerbericht"
    r"|non remis|[ée]chec (de (la )?)?(remise|livraison|distribution)|message non (distribu|d[ée]livr|remis)|non distribuable"
    r"|no se (pudo|puede) entregar|no entregado|error de entrega|imposible entregar|correo (no entregado|devuelto)|mensaje no entregado"
    r"|mancato recapito|impossibile (recapitare|consegnare)|messaggio non (recapitato|consegnato)|consegna non riuscita"
    r"|n[ãa]o (entregue|foi poss[íi]vel entregar)|falha n[ao] entrega|mensagem n[ãa]o entregue"
    r"|onbestelbaar|niet (afgeleverd|bezorgd)|kan niet worden (afgeleverd|bezorgd)|bezorging mislukt"
    r"|det gick inte att leverera|kunde inte levereras|kunne ikke leveres|leveringsfeil|ikke leveret|uleveret|olevererbar"
    r"|toimitus ep[äa]onnistui|viesti[äa]? ei voi(tu|da) toimittaa|ei toimitettu|perille toimittamaton"
    r"|niedostarczaln|nie (mo[żz]na|uda[łl]o si[ęe]) dostarczy[ćc]|zwrot (nie)?dostarcz|niedostarczon|b[łl][ąa]d dostarcz"
    r"|nedoru[čc]iteln|nelze doru[čc]it|k[ée]zbes[íi]thetetlen|ваше сообщение не доставлено|недоставленн|не удалось доставить|сообщение не доставлено"
    r"|toimittamaton|non recapitabile|nedoručeno|doručení se nezdařilo|teslim edilemedi|μη παραδοτέο|не доставлено|来自.{1,40}退信|无法送达|配信不能|配信できません|送信できません|未配達|邮件传输失败|系统退信|退信|無法傳遞|無法投遞|未傳遞|배달되지|반송"
    r")",
    re.IGNORECASE,
)
FAILED = re.compile(
    r"(could|can|was|were|has|have|did|is)( not|n't|not)( be| been| yet been)? (deliver|reach|sent|delivered|accept)|undeliver|unable to deliver|not able to deliver"
    r"|n't able to deliver|wasn't able to|delivery (to the following|has failed|failed|of .{1,60} failed|failure|problems)|fail(ed|ure) (recipient|addresse?s?|delivery|notice|permanently)"
    r"|permanent (fatal )?(error|failure)|permanent fatal|not delivered|has been returned|was automatically rejected|did not (reach|receive)|non-?delivery report"
    r"|recipient(s|\(s\))? could not|delivery attempts?|message was not accepted|mailbox is full|user unknown|unknown user|no such user|mail ?box unavailable|over ?quota"
    r"|invalid final delivery|does ?n[o']t (have an?|exist)|had fatal errors|addresses had|returned mail|rejected your message|error was detected while"
    r"|rejected recipient|recipient (was )?rejected|trouble delivering|konnte nicht (zugestellt|übermittelt)|nicht zugestellt|unzustellbar|n'a pas (pu|été) (etre|être|remis|délivré|distribué)|n'a pu [êe]tre"
    r"|no (pudo|ha podido|puede) (ser )?(entreg|envi)|no se (pudo|ha podido) entregar|n[ãa]o (p[oô]de|pode|foi) (ser )?(entreg|envi)|non [èe] (stato|possibile) (recapit|consegn)"
    r"|impossibile (recapitare|consegnare)|kunde inte levereras|kunne ikke leveres|ei voitu toimittaa|nie (mogła|może|można|udało|została) .{0,20}dostarcz"
    r"|toimitus epäonnistui|levereringen misslyckades|leveringen mislykkedes|zustellung .{0,60}fehlgeschlagen|fehler bei der nachrichtenzustellung|échec de la remise|error de entrega|error al entregar|consegna .{0,60}non riuscita|falha na entrega|bezorging .{0,60}mislukt|dostarczenie .{0,80}nie powiodło|doručení .{0,60}nezdařilo|nelze doručit|не может быть (доставлено|отправлено)|невозможно доставить|не доставлено|не удалось доставить|无法发送|无法投递|投递失败|配信できません|送信できません|届きません",
    re.IGNORECASE,
)
DELAYED = re.compile(
    r"not yet been delivered|not been delivered yet|has not yet been|have not yet been|(is|been|was|message) (being )?delayed|delayed mail|still being retried|will (be retried|continue to|keep)"
    r"|(delivery )?attempts will continue|has been (postponed|delayed|deferred)|warning message only|could not send (message )?for past|noch nicht (zugestellt|ausgeliefert)"
    r"|verzögert|n'a pas encore été|aún no (se )?ha|non è ancora stato|ainda não foi|ännu inte|endnu ikke|ennå ikke|vielä|jeszcze nie|ještě ne|ещё не|еще не",
    re.IGNORECASE,
)
GIVEN_UP = re.compile(
    r"permanent|given up|giving up|not going to try again|fatal|has been removed|aborted|user unknown|unknown user|no such user|endgültig|\b5\.\d\.\d\b|definitiv",
    re.IGNORECASE,
)
ORIGINAL_FOLLOWS = re.compile(
    r"^[\s>*|=_~-]*(?:"
    r".{0,60}((is|as) a copy of|below this line|below the next line|a copy of the (original )?message)"
    r"|(-|=|_|\|)*\s*(the )?(un-?sent|original|returned|old|failed|your) (message|mail|e-?mail)\b.{0,40}(follow|header|below|text|details|[-:|])"
    r"|-{2,}\s*(the )?(header|body|text|message|headers)\b.{0,60}(original|source|message|follow|suppress|top)"
    r"|.{0,60}(original message|message headers?|header of the|lines of (your|the)|message reads).{0,40}(follow|attached|below|in part|received|:)"
    r"|-{2,}\s*(start of )?returned (mail|message)|-{3,}\s*(original message|forwarded message|mensaje original|message d'origine|ursprüngliche|nachricht)"
    r"|.{0,30}(附件|原信|原邮件(?!信息)|ниже этой линии|mensaje original|kopie der|copie d[ue])|return-path:|received:\s+(from|by)|.{0,20}the header and top"
    r"|-{2,}\s*(begin|start)|old message:|text of (the )?message|message text follows|.{0,10}original message"
    r")",
    re.IGNORECASE,
)
HARD = re.compile(
    r"user unknown|unknown (user|recipient|address)|no such (user|recipient|address|mailbox|person|domain)|does ?n[o']t (exist|have an? )|invalid (recipient|mailbox|user|address)"
    r"|(mailbox|account|recipient|user|address)( \S+){0,3} (unavailable|not found|not known|disabled|discontinued|not recogni[sz]ed|deactivated|expired|no longer)"
    r"|no mailbox|not listed|unknown host|host (unknown|not found)|bad (destination|address)|recipient (rejected|address rejected)|name is not recogni[sz]ed|no longer (valid|works?)"
    r"|unrouteable|account (has been|was) (disabled|closed|suspended)|not our customer|user not known|doesn.t have a .{1,40} account|illegal user|inactive"
    r"|existiert nicht|unbekannte[rn]? (empfänger|benutzer|nutzer)|n'existe (pas|plus)|(destinataire|utilisateur) inconnu|no existe|(usuario|destinatario) desconocido|non esiste|(utente|destinatario) sconosciuto"
    r"|n[ãa]o existe|bestaat niet|finns inte|findes ikke|finnes ikke|okänd (mottagare|användare)|ei ole olemassa|tuntematon (vastaanottaja|käyttäjä)|nie istnieje|nieznany (użytkownik|odbiorca|adresat)"
    r"|neexistuje|nem létezik|не существует|(пользователь|адрес(ат)?|ящик) не найден|不存在|存在しません|존재하지 않",
    re.IGNORECASE,
)
SOFT = re.compile(
    r"quota|mailbox (is )?full|mailfolder is full|full mailbox|too (large|big|much mail)|exceed(s|ed|ing)|box space|over ?limit|storage|spam|blocked|blacklist|black ?list|block list"
    r"|policy|reputation|greylist|try again|temporar|timed? ?out|connection (refused|timed|failed|to mail)|too many|deferred|rate limit|busy|content rejected|virus|dmarc|\bspf\b|not accepting mail from"
    r"|postfach .{0,30}voll|bo[îi]te .{0,40}pleine|buz[óo]n .{0,30}llen[oa]|casella .{0,30}piena|caixa .{0,30}cheia|postvak .{0,20}vol\b|inkorgen är full|postilaatikko .{0,20}täynnä|skrzynka .{0,30}(pełna|przepełniona)"
    r"|schránka .{0,20}plná|ящик переполнен|邮箱(已)?满|郵箱已滿",
    re.IGNORECASE,
)
