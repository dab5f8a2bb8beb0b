"""What pages say around an article, by kind: patterns over plain text (lower case, straight quotes, ``US`` as ``usa``).

One alternative a line. They name kinds of phrases rather than sites: who adds one should think of what the next site
would write instead, and of the sentence of news that must not match. ``re`` compiles and keeps each at its first use.
"""

from __future__ import annotations

_SITE = (
    r"(?:facebook|twitter|x|instagram|linkedin|whatsapp|telegram|youtube|tiktok|threads|reddit|pinterest|mastodon|bluesky"
    r"|google news|flipboard|rss|e-?mail|socials?|social media|messenger|tumblr|vk|wechat|weibo|line)"
)
_PIECE = r"(?:article|story|post|piece|report|column|content|essay|interview|copy|news item)"
_WIRE = (
    r"(?:reuters|associated press|ap|afp|epa(?:-efe)?|upi|ani|pti|ians|dpa|tass|ria novosti|sputnik|kcna|yonhap|xinhua|kyodo"
    r"|interfax|bloomberg|getty(?: images)?|shutterstock|istock|alamy|unsplash|pixabay|wikimedia(?: commons)?|pool|agenc(?:y|ies))"
)
_PICTURE = (
    r"(?:photo|photograph|image|picture|pic|illustration|graphic|screenshot|screen ?grab|frame ?grab|video ?grab)"
)
_STAGED = (
    r"(?:(?:undated|file|handout|hand-out|combination|combined|archive|archival|stock|composite|pool|official|recent|screen|still"
    r"|represent(?:ational|ative|ation)|illustrative|symbolic"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?|\d{1,4},?)\s)*"
)


def _any(alternatives: str) -> str:
    """Make one pattern out of lines, each an alternative."""
    return "|".join(f"(?:{line.strip()})" for line in alternatives.strip().splitlines())


# Whole lines. After one of these a list of other articles begins, up to the next paragraph of prose.
LISTS = _any(r"""
    (?:most|more) (?:popular|read|viewed|shared|commented|watched|recent|discussed)(?: (?:now|today|stories|articles|posts|news|this week))?
    (?:trending|popular|latest|recent|top|featured|recommended|related|similar|sponsored|promoted|suggested|other|more|must-?read|selected)(?: (?:now|today|this week|for you|on this topic|(?:world |local |our )?(?:news|stories|articles|posts|headlines|topics|content|links|coverage|reading|reads|videos|tags|updates|searches|picks|comments?)))+
    (?:trending|related|recommended|sponsored|promoted|popular|featured|topics?|tags?|categories|archives?|sections?|keywords?)
    more (?:from|on|in|about|by)(?: \S+){1,4}
    (?:additional|further|related|background) (?:coverage|reading|resources|links|information|material|stories)
    (?:read|see|watch|find out|learn|discover|explore)(?: (?:more|also|next|related))+(?: (?:about|on|at|in|from|here|this|our|the)(?: \S+){0,5})?
    read (?:the )?(?:full|original|whole|entire) (?:story|article|post|report)(?: .{0,40})?
    (?:you (?:may|might) (?:also )?(?:like|enjoy|have missed|be interested in)|you'll also like).{0,40}
    (?:also|must|worth) (?:read|see|watch|reading)s?
    (?:editor'?s'?|our|staff|reader'?s'?) (?:picks?|choices?|favou?rites)
    (?:what to read|up|read|watch) next|(?:keep|continue) reading
    in case you missed it|don'?t miss|(?:from )?around the web|from (?:the web|our partners)|in (?:other|related) news|more (?:like this|to read|stories)
    (?:photo|picture|image|video) ?galler(?:y|ies)|(?:more )?about the (?:author|writer|reporter)s?
    (?:à )?(?:lire|voir) aussi.{0,80}|sur le même (?:sujet|thème)|les plus lus|articles? liés
    (?:lesen sie|mehr|auch) (?:auch|zum thema|interessant).{0,80}|meistgelesen|das könnte sie (?:auch )?interessieren
    (?:lea|lee|leer) (?:también|más).{0,80}|lo más (?:leído|visto)|te puede interesar|noticias relacionadas
    (?:leia|veja) (?:também|mais).{0,80}|mais lidas|notícias relacionadas|leggi anche.{0,80}|i più letti|articoli correlati
    (?:читайте|смотрите) (?:также|еще|ещё|по теме).{0,80}|самое (?:читаемое|популярное)|по теме
    (?:читайте|дивіться) також.{0,80}|найпопулярніше
    اقر[أا] أيضا.{0,80}|الأكثر قراءة|यह भी पढ़ें.{0,80}|相关(?:新闻|阅读|文章)|関連記事|관련 ?기사
""")

# Whole lines. After one of these, once there was prose, come only the words of readers.
COMMENTS = _any(r"""
    (?:\d+|no|one|two|three|an?) (?:thoughts?|comments?|repl(?:y|ies)|responses?) (?:on|to)\b.{0,300}
    (?:\d+|no|one|two|three|an?) (?:thoughts?|repl(?:y|ies)|responses?)(?: (?:so far|yet))?
    (?:leave|write|post|add|submit|make)(?: us)? (?:a|your|the first) (?:reply|comment|response|thought|review).{0,80}
    (?:join|start|follow) the (?:conversation|discussion|debate).{0,60}
    have your say|what do you think
    (?:comments?|commenting|discussion|replies) (?:(?:is|are|has been|have been) )?(?:now )?(?:closed|off|disabled|moderated|turned off|unavailable).{0,60}
    (?:kommentare|commentaires|comentarios|comentários|commenti|комментарии|коментарі)(?: ?\(?\d*\)?)?
""")

# Whole lines. After one of these the words of readers come, or it is a button and the article goes on.
COUNTS = _any(r"""
    (?:\d+ )?(?:(?:reader|user|view|show|hide|all|load|see|read|recent|latest) )*comments?(?: ?\(?\d*\)?)?(?: section| policy)?
    (?:no|one|two|three|an?) comments?(?: yet| so far)?|(?:comments?|kommentare|commentaires|comentarios) ?\(?\d+\)?
""")

# Whole lines that are no part of an article, wherever they stand.
LINES = _any(rf"""
    (?:please )?(?:enter|type|write) (?:your|a) (?:comment|name|e-?mail|message|website|search).{{0,60}}
    (?:name|e-?mail|website|url|comment|message|search|username|password)(?: address)? ?\*?(?: \(?(?:required|optional)\)?)?
    (?:submit|post|send|cancel|preview)(?: (?:a |your )?(?:comment|reply|story|message|form|news))?
    (?:share|tweet|pin|print|like|save|bookmark|copy|e-?mail|post|send|follow|listen|watch|reply|flag|embed|gift|loading|like loading)(?: (?:this|it|link|now|us|me|page|to))*(?: {_PIECE})?(?: ?(?:on|via|to|with|by|at) (?:your |a )?(?:{_SITE}|friends?|print(?:er)?|clipboard|reading list|others))*
    (?:click|tap) to (?:share|tweet|print|e-?mail|expand|enlarge|play|copy|read|follow|listen|watch|open).{{0,80}}
    (?:share|follow|find|like|join|connect with|catch|contact|support|tip)(?: us| me| our(?: \w+){{1,3}})?(?: (?:on|at|via|in))?(?: (?:our )?{_SITE}(?: channels?| pages?| feeds?| media)?(?:,| and| or|/|&)*)*
    opens? (?:in )?(?:a )?new (?:window|tab)|skip to (?:main )?(?:content|navigation).{{0,20}}|jump to (?:\w+ ?){{1,4}}|back to (?:the )?top|toggle (?:\w+ ?){{1,4}}|main (?:menu|navigation)
    home|menu|search|log ?in|sign ?(?:in|up|out)|register|subscribe|subscribe now|subscriptions?|my account|donate|shop|newsletters?|podcasts?|advertise(?: with us)?|about(?: us)?|contact(?: us)?|careers|jobs|site ?map|help|faqs?|accessibility|press|masthead|corrections|feedback|privacy|terms|cookies?|imprint|impressum|disclaimer
    (?:privacy|cookies?|terms|editorial|comment(?:s|ing)?|ethics|refund|community)(?: (?:and|&|of|,|privacy|cookies?|policy|policies|notice|settings|preferences|service|use|conditions|statement|guidelines|standards))+
    (?:previous|next|older|newer|prev)(?: (?:article|post|story|page|entry|entries|posts|stories))?(?: ?[:»→>].{{0,200}})?|(?:previous|next) (?:article|post|story).{{0,200}}
    (?:load|show|view|see|read|find|browse|explore|learn)(?: all| more| less| full)+(?: (?:posts|stories|articles|comments|news|results|story|article|text|here|photos|videos|details|updates))?
    (?:posted|filed|tagged|categori[sz]ed|listed|archived)(?: (?:in|under|as|with)):? .{{1,120}}
    (?:tags?|topics?|categor(?:y|ies)|keywords?|labels?|section|related topics|read time|reading time)\s*[:|] ?.{{0,200}}
    (?:(?:also|must|please) )?(?:read|watch|see|listen|videos?|podcast|gallery|in pictures|related|recommended|don'?t miss|related stor(?:y|ies)|related articles?)(?: (?:also|more|now|here|next|this))*(?: ?[:|»>]| [-–—]) ?.{{1,200}}
    (?:story|article|content|text|report) continues (?:below|after).{{0,60}}|(?:continue|keep) reading (?:below|after).{{0,60}}|scroll (?:down )?(?:to|for) .{{1,60}}
    ad(?:s|vert|verts|vertisement|vertisements|vertising|vertorial)?(?: ?- ?.{{0,60}}| feedback| choices)?|sponsored(?: by .{{1,60}})?|promoted|paid (?:post|content)|partner content|(?:remove|close|skip|hide|report)(?: this)? ads?
    (?:accept|reject|decline|allow|manage|customi[sz]e|save|confirm)(?: (?:all|my|your|cookies?|and|preferences|settings|choices|close|selection))*
    (?:about )?\d+(?: ?[-–] ?\d+)?[ -]?min(?:ute)?s?\.?(?: (?:read|to read|listen|watch|reading time))?|(?:estimated )?(?:read(?:ing)?|listening) time.{{0,30}}
    (?:\d[\d.,]*[km]? ?(?:views?|shares?|likes?|reads?|reactions?|followers?|retweets?|votes?)[ ,|·]*)+|(?:views|shares|likes|reads|rating|votes|viewed) ?:? ?[\d.,km]+
    (?:video|audio|image|photo|picture|media)(?: player)? (?:unavailable|loading|not supported|placeholder).{{0,60}}
    (?:live|breaking|exclusive|analysis|opinion|explainer|update|updated|news|world|politics|just in|watch|new|premium|subscriber[- ]only|members? only|free to read)(?: news| story| article)?
    ends?|xxx|###|e-?mail[ \xa0]protected|a\+ a a-?|published
    credit ?\.\.\..{{1,80}}|(?:pictured|(?:image|media|video|audio|photo) (?:captions?|sources?)),? ?:? .{{1,200}}|purchase licensing rights.{{0,40}}
    listen to (?:this |the )?(?:article|story|post|podcast).{{0,20}}|(?:un)?mute|play|pause|(?:exit )?full ?screen|(?:current|remaining) time.{{0,20}}|loaded ?: ?[\d.]+ ?%
    (?:story|article) continues|(?:skip|close|hide) (?:ad|advertisement|video)|we'll be right back|you are here\b.{{0,200}}|(?:link|url|text) copied.{{0,30}}|copy (?:url|link|text)|save for later|go to (?:the )?top
    your e-?mail(?: address)?|(?:yes, )?i (?:agree|consent|accept|would like)\b.{{0,160}}|get (?:the |our |your )?(?:free |daily |weekly |morning )*(?:e-?mails?|newsletters?|briefings?|updates|alerts)\b.{{0,60}}
    (?:(?:tap|click)(?: here)? to )?(?:add|set|choose|make|mark)\b.{{1,40}}\b(?:on google|(?:preferred|trusted) source).{{0,30}}|do not sell .{{0,60}}
    donate(?: now| today| here)?|become an? (?:member|subscriber|supporter|patron|insider|contributor).{{0,60}}|create (?:a |an |your )(?:free )?account.{{0,60}}|already (?:an? |have |registered|subscribed).{{0,60}}
    (?:page|post|article|total) views ?: ?[\d.,km]+|in this (?:article|story|post)|key (?:takeaways?|points|highlights)|topics covered.{{0,40}}|paid for by .{{1,60}}
    (?:report|flag) (?:an? |this )(?:typo|error|ad|mistake|problem|comment|correction).{{0,40}}|(?:was|did you find) this (?:article|story|page|content|information)\b.{{0,40}}|rate this .{{0,30}}|search(?: for)? ?:?|close|live (?:updates|blog|coverage)
    (?:(?:{_SITE}|share|print|tweet|copy link|link|save|more|pin|like|comment|bookmark|logo|icon|page)\b[\s,|/·&]*(?:and )?)+
    (?:sources?|via|credits?|agency|agencies|with inputs? from|inputs?)\s*(?:[:|]| [-–—]) ?.{{1,80}}
    [(\[]?(?:with |additional |agency )*(?:inputs?|reporting|agency inputs|contributions?) (?:from|by|of) .{{1,120}}
    [-–—(\[\s]*(?:{_WIRE}[ /,&]*)+(?:(?:photo|news|feed|report|inputs?)s?)?[)\]\s.]*
    (?:get|download|install) (?:the|our) .{{0,40}}app.{{0,60}}|(?:available|download) on (?:the )?(?:app store|google play).{{0,40}}
    (?:un)?follow(?:ing)?|\+ ?follow .{{1,40}}|verified|translate|translation|select (?:a )?language.{{0,40}}|(?:text|font) size.{{0,20}}|dark mode
    (?:written |posted |published |submitted |uploaded |edited |reviewed |reported |filmed |words |story )by:? (?:\S+ ?){{1,6}}
""")

# Calls to the reader: an order at the beginning, and in the same sentence what is "ours" to give or "yours" to send.
ORDERS = _any(r"""
    (?:for (?:all |more |further |other |the |latest |breaking )+[^,.]{1,60}, )?(?:(?:please|you can|to|just|simply|and|or) )*(?:share|follow|subscribe|sign ?up|sign in|log ?in|register|join|like|submit|send|click|tap|press|download|install|get|watch|listen|tune in|support|donate|contribute|become|help us|contact|e-?mail|write to|reach|stay|keep|don'?t miss|never miss|catch|check|visit|explore|discover|find|view|enter|upgrade|unlock|start|try|buy|book|call|text|add|enable|turn on|tell|let|consider|continue|scroll|browse|read|see|learn|leave|drop|post|comment|pitch|advertise|whitelist|disable|refresh|connect|choose|activate|enjoy|receive)\b
""")
OFFERS = _any(rf"""
    \b(?:with|to|for|at|by|help|contact|follow|join|support|tell|reach|e-?mail|visit|let|send) us\b
    \bour (?:\w+[ -]){{0,4}}(?:newsletters?|platform|pages?|channels?|apps?|groups?|community|site|website|team|journalism|coverage|newsroom|work|stories|reporting|podcasts?|feed|live ?blog|alerts?|mailing list|socials?|briefing|membership|readers|subscribers|terms|account|inbox|store|e-?paper|editors?|latest|best)\b
    \byour (?:own )?(?:inbox|e-?mail|name|comments?|news\b|stor(?:y|ies)|articles?|views|thoughts|opinions?|feedback|support|donation|subscription|account|browser|ad ?blocker|device|phone|friends|feed|tips?|password|first|preferences|questions?|mobile|letters?|press release)
    \b(?:newsletters?|subscription|notifications?|push alerts|news alerts|unsubscribe|paywall|free trial|ad-free|inbox|press releases?|click(?:ing)? (?:here|on|the)|the link|links? (?:below|above)|button (?:below|above)|the comments?\b|comments? (?:below|section)|bell icon|qr code|mailing list)
    (?:^|\s)@\w+|https?://|\bwww\.|\w@\w|\b(?:on|via|through) {_SITE}\b.{{0,60}}$|\bhere(?:[.!]|$)
    \b(?:more (?:news|stories|updates|articles)|latest (?:news|updates|stories|headlines)|full (?:story|article)|exclusive (?:content|stories|access)|this (?:article|story|post)\b)
""")

# Beginnings of sentences that speak about the page, its readers or its makers.
SENTENCES = _any(r"""
    (?:do you|have you|got|have|want|would you|looking|need|are you|did you|wish|love|like|enjoy|enjoying|interested|curious)\b[^?]{0,120}\b(?:news tips?|a tip|story idea|(?:story|tip|question|news) to (?:share|tell|send)|newsletter|subscri\w+|sign up|contact us|let us know|our (?:app|channel|newsletter|coverage|site)|read more|this (?:article|story|post)|in your inbox|pitch|to share with us|for us|hear from you)\b[^?]{0,80}\?
    (?:we|i) (?:want|would love|would like|'d love|'d like|love|need) (?:to hear|your (?:help|support|feedback|views|stories))
    you have (?:been |successfully |already )+subscribed|success!$|you(?:'re| are) on the list|you have entered an? (?:incorrect|invalid)|you(?:'ve| have) (?:\S+ ){1,4}(?:free|remaining|complimentary) (?:articles?|stories|reads)\b
    (?:support|fund|defend) (?:independent|local|quality|free|investigative|non-?profit|public) (?:journalism|media|news|reporting)\b|(?:donate|subscribe) (?:now|today|here)\b.{0,60}$|to (?:continue|keep|finish) reading\b.{0,80}\b(?:subscribe|sign|log ?in|register|account)\b
    (?:this|the) (?:material|content|text) (?:may|can|must|is) ?not (?:to )?be\b.{0,40}\b(?:published|reproduced|redistributed|republished|copied|reprinted|used)\b|our standards ?:|paid for by .{1,60}$|was this (?:article|story|page|content|information) \w+\?
    more to (?:come|follow)\W*$|this version (?:of the story )?(?:corrects|adds|updates|clarifies|removes|deletes|restores)\b|(?:updates|corrects|adds)(?: \w+){0,3} (?:with|throughout|in paragraph|paragraphs?|spelling|name of)\b
    (?:what do you think|what are your thoughts|let us know|let me know|sound off|share your (?:thoughts|views|opinion))\b.{0,120}
    thanks? (?:you )?for (?:reading|visiting|subscribing|watching|listening|signing|your (?:support|interest|subscription|comment))
    if you (?:\w+ ){1,8}(?:this (?:article|story|post|piece|column)|our (?:\w+ )?(?:journalism|work|newsletter|site|coverage))\b
    if you (?:have|want|would like|wish|know|are)\b.{0,120}(?:contact us|let us know|e-?mail|get in touch|click|subscri|sign up|write to us|send (?:it|them) to|@)
    (?:we|this (?:web)?site|our (?:web)?site) (?:and (?:our|its|selected) (?:\d+ )?(?:partners|vendors|third parties) )?(?:use|uses|rely|relies|need|store|process|access)\b.{0,60}(?:cookies|on (?:a|your) device|akismet|your (?:data|consent|support|donations?)|personal data|readers)
    (?:by|in) (?:continuing|clicking|using|signing up|subscribing|submitting|browsing|accessing|visiting|proceeding)\b.{0,120}\byou (?:agree|consent|accept|acknowledge)
    (?:cookies? (?:help|allow|enable|are used)|you can (?:unsubscribe|opt out|change your|manage your)|unsubscribe (?:at )?any)
    your (?:e-?mail address|privacy|subscription|donation|comment|account|browser|password)\b.{0,30}(?:will|is|has|helps?|matters|does|makes?|cannot|may)
    (?:required fields|fields marked|save my name|notify me|you must be (?:logged|signed|registered)|log ?in to|be the first to (?:comment|know|hear)|comments? (?:on this|that are|have been)|all comments|this site is protected by)\b
    comments? (?:are )?closed|please enter (?:your|a valid|an?)|enter your (?:e-?mail|name)|(?:sign|log) ?(?:up|in) (?:for|to|here|now|with|using)\b
    this (?:\w+ )?(?:article|story|post|piece|column|essay|page|news item) (?:is|was|has|may|can|contains|includes)\b.{0,60}\b(?:published|copyright|affiliate|sponsored|licensed|updated|corrected|amended|edited|adapted|translated|for subscribers|available to|behind a|part of (?:a|our|the) (?:series|newsletter|package|collection))\b
    (?:all|some) rights (?:are )?reserved|(?:©|\(c\)|copyright(?:ed)?)(?: |©|\(c\)|by|material|notice)*\s*\d{4}|(?:©|\(c\)) ?\w|copyright ©|no part of this\b|reproduction\b.{0,40}\b(?:prohibited|permission|forbidden)|\S+ all rights reserved
    (?:the )?(?:views|opinions)(?: and (?:views|opinions))? (?:expressed|are those|in this|presented|of the author)|(?:views|opinions) (?:are )?(?:personal|(?:his|her|their|the author'?s) own)|disclaimer ?[:-]|opinions expressed\b
    the (?:author|writer|columnist|contributor)s? (?:is|are) (?:an?|the|former|currently|professor|director|senior|chief|based)\b|(?:he|she|they) (?:tweets?|can be (?:reached|followed|found|contacted)) (?:at|on|as|@|via)
    (?:editor'?s?'?|publisher'?s|author'?s)(?: note)? ?(?:\(.{1,40}\))? ?[:-] |(?:corrections?|clarification|amendment)s? ?[:-]\s
    (?:this is |it is )?(?:a |an )?(?:breaking|developing|live)(?: news)? story\b.{0,120}
    (?:more|further) (?:details?|information|updates?)(?: (?:is|are|will|to))*\b.{0,12}(?:follow|awaited|be added)|(?:please )?(?:check|come) back (?:for|later|soon)|(?:refresh|reload) (?:this|the) page|stay (?:tuned|with us|up to date|informed|connected)
    \(?(?:additional |original |further |with |more )*(?:reporting|writing|editing|edited|compiled|translated|translation|copy-?edited|photographs?|photos|graphics?) by\b
    (?:posted|published|written|authored|submitted|updated|reported|uploaded|created|produced)(?: on .{1,40})? by [\w ,'&-]{2,60}$
    .{0,160}\bcontributed (?:to (?:this|the) (?:report|story|article)|reporting)\b
    (?:published|updated|posted|modified)(?: on)? ?:? ?(?:[a-z]{3,9}\.? \d{1,2},? \d{4}|\d{1,2}[ ./-])[^,]{0,30}$
    (?:first|last|originally|date|initially) ?(?:published|updated|posted|modified)\b ?(?:on|at|:|\d).{0,80}$
""")

# Sentences which say that the text came from elsewhere.
SYNDICATION = _any(rf"""
    .{{0,260}}\b(?:syndicated (?:feed|content|source|news|stor(?:y|ies)|article|wire|from|by|via|through)|(?:is|was|been|are) (?:also )?syndicated\b|(?:auto-?|automatically )(?:generated|published|imported) (?:from|by|via)\b)
    .{{0,120}}\b(?:{_PIECE}|headline|text)\b.{{0,80}}\b(?:not been|may have been|has been|have been|not)(?: \w+)? (?:edited|reworked|modified|altered|verified|created|written|reviewed|changed) by\b.{{0,80}}\b(?:staff|team|editors?|desk|newsroom|publisher)\b
    \(?(?:except|apart|other) (?:for|from|than) the (?:headline|title|picture|image|photo)\b.{{0,200}}
    (?:the|this) (?:post|entry)\b.{{0,300}}\b(?:appeared first on|first appeared on|was originally published|originally appeared)\b.{{0,120}}
    \(?(?:this|a version of this|an earlier version of this|parts of this|portions of this)(?: \w+){{0,2}} {_PIECE}\b.{{0,60}}\b(?:(?:originally|first|previously|also|initially) (?:published|appeared|ran|posted|featured)|(?:published|appeared|ran|posted) (?:originally|first)|republished|re-published|reprinted|cross-?posted|(?:distributed|provided|supplied) by|reproduced (?:from|with)|taken from|sourced from|shared (?:with|under))\b.{{0,160}}
    (?:originally|first) (?:published|appeared|posted) (?:in|on|at|by|with)\b[^,]{{0,100}}$
    (?:re-?published|reprinted|reproduced|reposted|distributed|used|syndicated)(?: \w+){{0,3}} (?:with|by|under|from|courtesy of)\b.{{0,60}}\b(?:permission|licen[cs]e|creative commons|arrangement|agency|agencies|the conversation|news service|wire|feed)\b
    (?:published )?(?:by|in|under) (?:special )?arrangement with\b.{{0,80}}
    (?:news|content|story) (?:provided|supplied|distributed|delivered) by\b.{{0,80}}
    (?:read|view|see|visit) the original(?: (?:article|story|post|source))?(?: (?:at|on|here|by|published|from)\b.{{0,80}})?\.?$
""")

# Beginnings of captions and credits.
CAPTIONS = _any(rf"""
    (?:in )?(?:(?:this|these|an?|the) )?{_STAGED}{_PICTURE}s?(?: (?:was|were|is|and))* (?:provided|made available|supplied|distributed|handed out|furnished|courtesy|credited|licensed) ?(?:by|to|from|of|for|via|$)
    (?:in )?(?:this|an?|the) {_STAGED}(?:{_PICTURE}|still|collage|combination)(?: taken from (?:a )?(?:video|tv|footage))?,? (?:(?:provided|released|taken|made|issued|dated|shot|posted|published|obtained|distributed)\b|(?:shows?|showing|by|from)\b)
    (?:an? |the |this )?(?:undated |recent )?(?:file|handout|archive|archival|stock|pool|represent(?:ational|ative|ation)|illustrative|symbolic|undated)(?: ?/ ?\w+)? ?{_PICTURE}s?(?: (?:of|from|for|used|dated|taken)\b.*|[:;,.] ?.*|)$
    (?:file|pool|handout|archive)(?: ?/.{{1,30}})?(?: [-–—]{{1,2}}|:) .*
    (?:cover |featured? |header |thumbnail |main |lead )?(?:{_PICTURE}|caption)s?(?: (?:credits?|sources?|courtesy|captions?|copyright|owner))*(?: ?[:|/©]| by | courtesy (?:of )?| via )[\w .,/'&@()|:-]{{2,120}}$
    {_PICTURE}s? (?:credits?|sources?|courtesy|captions?|copyright)\b.{{0,160}}$
    (?:credits?|courtesy|caption)(?: of)?(?: ?[:/©]).{{1,100}}$
    (?:ap|afp|reuters|getty|epa|file|pool|upi|tass|sputnik|kcna)(?: ?/ ?| )(?:photo|images?|via|pool|handout)\b(?:[ /]+\S+){{0,4}}$
    (?:reuters|afp|ap|epa|sputnik|tass|kcna)/[\w .,/-]{{2,80}}$
""")
# What a caption ends with: "(Photo credit/Reuters)", "| Photo: AP", "Pool via REUTERS", "Getty Images".
CREDITS = _any(rf"""
    [(\[](?:[^()\[\]]{{0,80}}[ /:,.|-])?(?:{_PICTURE}s?|file|credits?|courtesy|handout|represent(?:ational|ative))\b[^()\[\]]{{0,80}}[)\]]\.?$
    [(\[](?:[^()\[\]]{{0,60}}[ /:,|-])?{_WIRE}(?:[ /][^()\[\]]{{0,40}})?[)\]]$
    (?:[|•·–—/.;]|\s)\s*(?:{_PICTURE}s?|credits?) ?(?:credits?|by|courtesy|source)?\s*[:/|©]\s*[\w .,/'&@-]{{2,80}}$
    (?:/|\bvia |© ?){_WIRE}(?: images| photos?| pictures)?\.?$
    \b(?:getty images|ap photo(?:/[\w .-]+)?|afp photo|reuters/[\w ./-]{{3,60}}(?:,? opens? (?:in )?(?:a )?new tab)?|epa-efe)\.?$
""")
# What signs after the last full stop: "… he said. (ANI)", "(With inputs from agencies)", "[…]".
SIGNATURE = rf"""(?i)(?<=[.!?"'”’…])\s*(?:[-–—]{{1,2}}\s?{_WIRE}|[(\[]\s?(?:{_WIRE}|tns|ap news)(?:[ /,](?:{_WIRE}|[a-z]{{2,4}}))*\s?[)\]]|[(\[](?:with |additional |agency )*(?:inputs?|reporting|agency inputs) (?:from|by)\b[^()\[\]]{{1,80}}[)\]]|[(\[](?:…|\.\.\.)[)\]])\.?$"""
# A picture credit that runs into the prose after it: "Via Getty Images, a meeting …", "(Photo: AP) The minister …".
LEAD = rf"""(?i)(?:(?:{_PICTURE}s?\s+)?(?:via|courtesy of)\s+{_WIRE}(?:\s*/\s*{_WIRE})*\s*(?:[,:;.]|\s[-–—]{{1,2}})\s+|[(\[](?:(?:{_PICTURE}|file|credit)s?\b[^()\[\]]{{0,80}}|(?:[^()\[\]]{{1,40}}/)?{_WIRE}\s{_PICTURE}s?)[)\]]\.?\s+)(?=\w|[“"‘'])"""
# Who wrote an article, told below it: "Jane Doe is a reporter for The Post.", "Jane Doe covers Europe for The Post."
BIO = r"""(?:\w[\w.'’-]+ ){1,4}(?:(?:is|was|serves as|works as)\b[^.]{0,120}\b(?:reporter|correspondent|editor|columnist|writer|journalist|contributor|fellow|professor|lecturer|analyst|researcher|freelancer?|author|blogger|intern|bureau chief|host)\b|(?:covers|writes (?:about|on|for)|reports (?:on|for|from)|tweets)\b)[^.]{0,160}(?:\.[^.]{0,160})?\.?$"""
_MENU = (
    "about advertise africa americas arts asia books business careers contact culture donate editorial education entertainment "
    "environment europe events faq features games health help home international jobs latest lifestyle local log login menu more "
    "music national newsletter newsletters news opinion photos podcast podcasts politics premium privacy register science search "
    "shop sign sitemap sport sports style subscribe subscriptions tech technology terms travel trending uk video videos weather world"
)
MENU = frozenset(_MENU.split())
"""Words of menus; in a row of them, nothing else stands between."""
