"""Pure. The matters in Polish."""

from deskbell.demo.matter import Manners, Matter

MANNERS = Manners(
    greetings=("Dzień dobry,", "Dzień dobry!", "Witam,", "Szanowni Państwo,"),
    extras=(
        "Jestem Państwa klientem od samego początku i pierwszy raz coś poszło nie tak.",
        "Używamy go codziennie w pracy, więc zależy nam na szybkiej odpowiedzi.",
        "Przeczytałem instrukcję i strony pomocy, ale nie znalazłem odpowiedzi.",
        "Przy okazji: ostatnia paczka to najlepsza kawa od lat.",
        "W przyszłym tygodniu wyjeżdżam, więc najłatwiej złapać mnie mailem.",
        "Sąsiad ma taki sam i nigdy nie miał tego problemu.",
        "Chętnie prześlę zdjęcia albo krótki film, jeśli to pomoże.",
    ),
    closings=("Pozdrawiam", "Z poważaniem", "Z góry dziękuję!", "Pozdrawiam serdecznie"),
    thanks=(
        "Teraz działa. Dziękuję za szybką pomoc!",
        "Świetnie, bardzo dziękuję. Można zamknąć sprawę.",
        "Wszystko się zgadza. Miłego dnia!",
        "Dziękuję, nie spodziewałem się odpowiedzi jeszcze tego samego dnia.",
    ),
    reply_greetings=("Dzień dobry,", "Dzień dobry, dziękuję za wiadomość.", "Dzień dobry, pisze {agent}."),
    reply_closings=("Pozdrawiam", "Z pozdrowieniami", "Miłego dnia"),
    nudges=(
        "Czy coś już wiadomo? Minęło {days} dni.",
        "Chciałem tylko zapytać, czy widzieli Państwo moją ostatnią wiadomość.",
        "Nadal nie mam odpowiedzi. Czy ktoś mógłby się tym dziś zająć?",
    ),
    wrote="{date} {name} pisze:",
)

MATTERS = (
    Matter(
        "GENERAL_INQUIRY",
        ("Gdzie jest moje zamówienie {order}?", "Zamówienie {order} nie dotarło", "Opóźniona dostawa"),
        (
            (
                "{days} dni temu zamówiłem {product} (zamówienie {order}) i przesyłka nadal nie dotarła. Śledzenie od"
                " trzech dni pokazuje „przekazano przewoźnikowi”. Czy mogą Państwo sprawdzić, gdzie ona jest?"
            ),
            (
                "Zamówienie {order} miało być w poniedziałek. W biurze skończyła się kawa i nastroje są coraz gorsze."
                " Kiedy możemy się jej spodziewać?"
            ),
        ),
        (
            (
                "Przepraszam za opóźnienie. Zapytałam przewoźnika: paczka trafiła do niewłaściwego magazynu i jest już"
                " w drodze. Powinna dotrzeć w ciągu dwóch dni roboczych. Będę tego pilnować."
            ),
            (
                "Widzę zamówienie {order} w systemie, ale przewoźnik nie ma żadnego skanu po odbiorze, więc zgłosiłam"
                " poszukiwanie. Odezwę się najpóźniej jutro."
            ),
        ),
        (
            "Dziękuję. Czy można przekierować paczkę do paczkomatu? W ciągu dnia nikogo nie ma w domu.",
            "Minęły dwa dni, a paczki nie ma. Co dalej?",
        ),
        (
            (
                "Wysłałam dziś nową paczkę ekspresem, numer {order}-B. Jeśli pierwsza się odnajdzie, proszę ją zachować"
                " w ramach przeprosin."
            ),
            "Dobra wiadomość: paczka czeka w punkcie odbioru, a kod powinien już być w telefonie.",
        ),
        ("dostawa",),
    ),
    Matter(
        "PRODUCT_ISSUE",
        ("{product} przecieka", "Woda pod ekspresem {product}", "Wyciek po odkamienianiu"),
        (
            (
                "Mój {product} zaczął przeciekać. Po każdej kawie pod lewą stroną jest mała kałuża. Zbiornik jest"
                " dobrze założony, wymieniłem też uszczelkę z zestawu. Urządzenie ma jedenaście miesięcy, zamówienie"
                " {order}."
            ),
            (
                "Od odkamieniania w weekend codziennie rano na blacie jest woda. Wyświetlacz nie pokazuje nic"
                " niezwykłego. Czy można bezpiecznie używać urządzenia ({product})?"
            ),
        ),
        (
            (
                "Dziękuję za dokładny opis. Proszę wyjąć tackę i sprawdzić przezroczysty wężyk za nią: po odkamienianiu"
                " bywa luźny. Trzeba go docisnąć, aż kliknie, i przepuścić jedną filiżankę samej wody. Jeśli dalej"
                " cieknie, proszę nie używać urządzenia i dać mi znać: obejmuje to gwarancja."
            ),
        ),
        ("Wężyk był na miejscu, a ekspres dalej cieknie. Zdjęcie w załączniku.",),
        (
            (
                "Dziękuję, to uszczelka pompy. Zamówiłam naprawę: kurier przywiezie karton i odbierze urządzenie w"
                " czwartek. Wróci w ciągu dziesięciu dni, a tym samym kursem przyjedzie ekspres zastępczy."
            ),
        ),
        ("gwarancja", "wyciek"),
        file="picture",
    ),
    Matter(
        "BILLING_ISSUE",
        ("Podwójna płatność za {order}", "Pobrano dwa razy {amount}", "Proszę sprawdzić płatność kartą"),
        (
            (
                "Bank pokazuje dwie płatności po {amount} za zamówienie {order}, obie z wczoraj. Zamawiałem tylko raz."
                " Proszę o zwrot jednej z nich."
            ),
            (
                "Opłaciłem zamówienie {order}, strona pokazała błąd, więc spróbowałem jeszcze raz. Teraz {amount}"
                " zniknęło dwa razy. Czy mogą Państwo to sprawdzić?"
            ),
        ),
        (
            (
                "Przepraszam za kłopot. Widzę obie płatności; druga to tylko blokada, która zniknie sama w ciągu trzech"
                " do pięciu dni, zależnie od banku."
            ),
            (
                "Ma Pan rację, kwota została pobrana dwa razy. Właśnie zwróciłam {amount} na kartę. Zwykle widać to w"
                " ciągu trzech dni roboczych."
            ),
        ),
        ("Minął tydzień, a pieniędzy nie ma. Czy mogę dostać potwierdzenie dla banku?",),
        ("Oczywiście, potwierdzenie zwrotu jest w załączniku, numer referencyjny {order}-R.",),
        ("zwrot",),
        file="statement",
    ),
    Matter(
        "BILLING_ISSUE",
        ("Faktura z numerem NIP", "Faktura do zamówienia {order}", "Brak faktury"),
        (
            (
                "Czy mogą Państwo przesłać fakturę do zamówienia {order} ({amount}) z naszym numerem NIP? Inaczej"
                " księgowa nie może jej zaksięgować."
            ),
            (
                "Nie otrzymaliśmy faktury do zamówienia {order}. Prosimy o PDF, a w przyszłości o wysyłkę prosto do"
                " księgowości."
            ),
        ),
        (
            (
                "Faktura z numerem NIP jest w załączniku. Zapisałam numer również na Państwa koncie, więc będzie na"
                " wszystkich kolejnych."
            ),
        ),
        ("Dziękuję. Adres jest jednak stary, wiosną się przeprowadziliśmy. Nowe miasto: {city}.",),
        ("Poprawione: faktura korygująca i nowa faktura są w załączniku. Przepraszam za kłopot.",),
        ("faktura",),
    ),
    Matter(
        "PRODUCT_ISSUE",
        ("Nie ta kawa w paczce", "Zamówienie {order}: zły towar", "Dostałem cudze zamówienie"),
        (
            (
                "Paczka przyszła dziś, dziękuję, ale są w niej dwie torebki Metsä Dark. Zamawiałem {product}. Na liście"
                " wysyłkowej wszystko się zgadza."
            ),
            "W moim kartonie było cudze zamówienie. Moje ma numer {order}.",
        ),
        (
            (
                "O nie, dwa kartony zamieniły się przy pakowaniu. Właściwy towar ({product}) wyślemy dziś poza kolejką."
                " Torebki proszę zachować albo dać komuś, kto lubi ciemno paloną kawę."
            ),
        ),
        ("To miłe, dziękuję. Czy to liczy się jako dostawa z abonamentu?",),
        ("Nie, ta jest na nasz koszt. Następna dostawa przyjdzie normalnie.",),
        ("pakowanie",),
        about="coffee",
        file="picture",
    ),
    Matter(
        "GENERAL_INQUIRY",
        ("Wstrzymanie abonamentu", "Abonament: przerwa na lato", "Przerwa na {days} tygodni"),
        (
            "Wyjeżdżamy na jakiś czas. Czy mogę wstrzymać abonament na {days} tygodni bez utraty obecnej ceny?",
            "Mam w domu za dużo kawy (miły problem). Proszę pominąć dwie następne dostawy.",
        ),
        (
            (
                "Oczywiście. Abonament jest wstrzymany i wznowi się sam, cena zostaje. Można to też zrobić na koncie w"
                " zakładce „Dostawy”."
            ),
        ),
        ("Czy może zacząć się tydzień później? Wracamy w niedzielę.",),
        ("Przesunięte o tydzień. Udanego wyjazdu!",),
        ("abonament",),
    ),
    Matter(
        "PRODUCT_ISSUE",
        ("Błąd E4: {product}", "{product} głośno pracuje", "Młynek zatrzymuje się po dwóch sekundach"),
        (
            (
                "{product} zatrzymuje się po około dwóch sekundach i pokazuje E4. Opróżniłem go i wyczyściłem"
                " pędzelkiem zgodnie z instrukcją. Nie pomogło. Ziarna te co zawsze."
            ),
            "Od rana {product} wyje jak mały samolot. Jeszcze mieli, ale o wiele grubiej niż przedtem.",
        ),
        (
            (
                "E4 oznacza, że coś blokuje dolny żarnik, najczęściej mały kamyk. Proszę wyjąć wtyczkę, wyjąć górny"
                " żarnik (ćwierć obrotu w lewo) i odkurzyć komorę. Na stronach pomocy jest krótki film."
            ),
        ),
        ("Był kamyk, tak jak Państwo pisali! Ale teraz E4 pojawia się od razu po włączeniu.",),
        (
            (
                "W takim razie ucierpiał czujnik. Wysyłam bezpłatnie nową górną część, zakłada się ją bez narzędzi."
                " Przesyłka {order}-S dotrze w trzy dni."
            ),
        ),
        ("młynek", "gwarancja"),
    ),
    Matter(
        "BILLING_ISSUE",
        ("Chcę zwrócić {product}", "Zwrot zamówienia {order}", "Zwrot"),
        (
            (
                "Z urządzeniem ({product}) wszystko w porządku, ale nie mieści się pod szafką. Było użyte dwa razy. Czy"
                " mogę je zwrócić i ile to kosztuje?"
            ),
            "Chcę zwrócić zamówienie {order}. Opakowanie jest nieotwarte. Proszę o etykietę.",
        ),
        (
            (
                "Oczywiście, na zwrot jest 30 dni. Etykieta jest w załączniku, paczkę można nadać w dowolnym punkcie."
                " Pieniądze wrócą na kartę w ciągu pięciu dni. Zwrot jest bezpłatny."
            ),
        ),
        ("Nie mam już oryginalnego kartonu. Czy może być inny?",),
        ("Każdy mocny karton jest dobry. Proszę zabezpieczyć wszystkie strony.",),
        ("zwrot",),
    ),
    Matter(
        "GENERAL_INQUIRY",
        ("Nowy adres", "Przeprowadziliśmy się", "Zmiana adresu dostawy"),
        (
            "Przeprowadziliśmy się, nowe miasto to {city}. Proszę wysyłać abonament na nowy adres: ul. Portowa 12/4.",
            "Proszę zmienić adres dostawy zamówienia {order}, jeśli jeszcze nie wyszło.",
        ),
        ("Zmienione. Następna dostawa trafi pod nowy adres. Niech się dobrze mieszka!",),
        ("Czy zamówienie {order} już wyszło? Jeśli tak, zapytam dawnych sąsiadów.",),
        ("Wychodzi jutro, już z nowym adresem. Sąsiadów nie trzeba niepokoić.",),
    ),
    Matter(
        "FEATURE_REQUEST",
        ("Pomysł: przypomnienie, zanim skończy się kawa", "Data palenia w aplikacji?", "Życzenie do sklepu"),
        (
            (
                "Byłoby świetnie, gdyby aplikacja przypominała kilka dni przed końcem torebki. Piję bardzo różnie i"
                " stała data zawsze jest zła."
            ),
            "Czy w historii zamówień mogłaby być data palenia każdej torebki? Lubię porównywać.",
        ),
        (
            (
                "To dobry pomysł, jest Pan czwartą osobą, która o to pyta w tym roku. Przekazałam go twórcom aplikacji."
                " Napiszę, gdy będzie coś do wypróbowania."
            ),
        ),
        ("Dziękuję! Jeśli szukają Państwo testerów, jestem chętny.",),
        ("Zapisane: jest Pan na liście testerów.",),
        ("pomysł",),
    ),
    Matter(
        "GENERAL_INQUIRY",
        ("Ceny dla kawiarni", "Warunki hurtowe", "Oferta na {days} kg miesięcznie"),
        (
            (
                "Prowadzimy małą kawiarnię ({city}) i chcielibyśmy podawać Państwa kawę: na początek około {days} kg"
                " miesięcznie. Jakie są warunki i czy szkolą Państwo personel?"
            ),
            "Czy mogą Państwo przesłać cennik hurtowy i napisać, jak szybko możliwa jest dostawa?",
        ),
        (
            (
                "Miło nam! Cennik dla kawiarni jest w załączniku. Od 20 kg miesięcznie dostawa jest bezpłatna, a dwie"
                " godziny szkolenia są zawsze w cenie. Czy umówić degustację?"
            ),
        ),
        ("Degustacja brzmi świetnie. Czy pasuje wtorek przed dziesiątą?",),
        ("Wtorek o ósmej. Przywieziemy trzy kawy i młynek.",),
        ("hurt",),
    ),
    Matter(
        "PRODUCT_ISSUE",
        ("{product} dotarł uszkodzony", "Uszkodzenie w transporcie: {order}", "Stłuczone szkło w paczce"),
        (
            (
                "Jeden róg kartonu był wgnieciony, a w środku pękł zbiornik na wodę ({product}). Zrobiłem zdjęcia przed"
                " rozpakowaniem. Zamówienie {order}."
            ),
            "Proszę o pomoc: {product} miał być prezentem urodzinowym, a szkło jest w drobnych kawałkach.",
        ),
        (
            (
                "Bardzo mi przykro i dziękuję za zdjęcia. Nowy wyślemy dziś ekspresem. Uszkodzonego nie trzeba odsyłać,"
                " wyjaśnimy sprawę z przewoźnikiem."
            ),
        ),
        ("Nowy dotarł, cały. Co zrobić ze starym?",),
        ("Proszę oddać go do recyklingu. Przewoźnik widział zdjęcia i niczego więcej nie potrzebuje.",),
        ("uszkodzenie", "dostawa"),
        file="picture",
    ),
)
