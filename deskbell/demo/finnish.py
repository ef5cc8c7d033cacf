"""Pure. The matters in Finnish."""

from deskbell.demo.matter import Manners, Matter

MANNERS = Manners(
    greetings=("Hei,", "Hei!", "Moikka,", "Hyvää päivää,", "Terve,"),
    extras=(
        "Olen ollut asiakkaanne alusta asti, ja tämä on ensimmäinen kerta, kun jokin menee vikaan.",
        "Laite on meillä töissä jatkuvassa käytössä, joten toivoisin vastausta pian.",
        "Luin ohjekirjan ja verkkosivunne läpi, mutta en löytänyt vastausta.",
        "Muuten, viimeisin pussi oli parasta kahvia vuosiin.",
        "Olen ensi viikon matkoilla, joten sähköposti tavoittaa minut paremmin kuin puhelin.",
        "Naapurilla on samanlainen, eikä hänellä ole ollut tätä vaivaa.",
        "Lähetän mielelläni kuvia tai lyhyen videon, jos siitä on apua.",
    ),
    closings=("Terveisin", "Ystävällisin terveisin", "Kiitos jo etukäteen!", "T."),
    thanks=(
        "Nyt toimii. Kiitos nopeasta avusta!",
        "Loistavaa, kiitos paljon. Tämän voi sulkea.",
        "Kaikki kunnossa nyt. Mukavaa päivänjatkoa!",
        "Kiitos, en odottanut vastausta vielä samana päivänä.",
    ),
    reply_greetings=("Hei {first},", "Hei {first}, ja kiitos viestistäsi.", "Hyvää päivää {first},"),
    reply_closings=("Ystävällisin terveisin", "Terveisin", "Mukavaa päivää toivottaen"),
    nudges=(
        "Onko tästä jo tietoa? Aikaa on kulunut {days} päivää.",
        "Kysyn vielä, oletteko nähneet edellisen viestini.",
        "En ole kuullut teistä mitään. Voisiko joku katsoa tätä tänään?",
    ),
    wrote="{name} kirjoitti {date}:",
)

MATTERS = (
    Matter(
        "GENERAL_INQUIRY",
        ("Missä tilaukseni {order} on?", "Tilaus {order} ei ole saapunut", "Toimitus myöhässä"),
        (
            (
                "Tilasin {days} päivää sitten tuotteen {product} (tilaus {order}), eikä se ole vieläkään tullut"
                " perille. Seurannassa on lukenut kolme päivää ”luovutettu kuljetettavaksi”. Voisitteko selvittää,"
                " missä se on?"
            ),
            (
                "Tilauksen {order} piti tulla maanantaina. Toimiston kahvi on loppu, ja tunnelma sen mukainen. Milloin"
                " lähetys saapuu?"
            ),
        ),
        (
            (
                "Pahoittelut odotuksesta. Kysyin asiaa kuljetusliikkeestä: paketti oli jäänyt väärään terminaaliin ja"
                " on nyt matkalla. Sen pitäisi olla perillä kahden arkipäivän kuluessa. Pidän sitä silmällä."
            ),
            (
                "Näen tilauksen {order} järjestelmässämme, mutta kuljetusliikkeellä ei ole siitä havaintoa luovutuksen"
                " jälkeen. Tein siitä etsinnän ja palaan asiaan viimeistään huomenna."
            ),
        ),
        (
            "Kiitos. Saisiko sen pakettiautomaattiin? Päivisin ei ole ketään kotona.",
            "Nyt on jo ylihuominen, eikä pakettia näy. Mitä seuraavaksi?",
        ),
        (
            (
                "Lähetin tänään uuden paketin pikana, numero {order}-B. Jos ensimmäinen vielä löytyy, pidä se meidän"
                " pahoittelunamme."
            ),
            "Hyviä uutisia: paketti on noutopisteessä, ja noutokoodin pitäisi olla puhelimessasi.",
        ),
        ("toimitus",),
    ),
    Matter(
        "PRODUCT_ISSUE",
        ("{product} vuotaa", "Vettä pöydällä: {product}", "Vuoto kalkinpoiston jälkeen"),
        (
            (
                "Laitteeni {product} on alkanut vuotaa. Jokaisen kupin jälkeen vasemman reunan alla on pieni lammikko."
                " Säiliö on kunnolla paikallaan, ja vaihdoin mukana tulleen tiivisteen. Laite on yhdentoista kuukauden"
                " ikäinen, tilaus {order}."
            ),
            (
                "Tein viikonloppuna kalkinpoiston, ja siitä lähtien pöydällä on ollut aamuisin vettä. Näytössä ei ole"
                " mitään erikoista. Onko laitetta ({product}) turvallista käyttää?"
            ),
        ),
        (
            (
                "Kiitos selkeästä kuvauksesta. Irrota tippa-astia ja katso sen takana olevaa läpinäkyvää letkua:"
                " kalkinpoiston jälkeen se on joskus löysällä. Paina se pohjaan asti ja aja yksi kupillinen pelkkää"
                " vettä. Jos vuoto jatkuu, älä käytä laitetta vaan kerro minulle: takuu kattaa sen."
            ),
            (
                "Noin ei pitäisi käydä, ja takuu kattaa vian. Voisitko lähettää kuvan laitteen pohjasta virtajohto"
                " irrotettuna? Siitä näen, mistä osasta on kyse."
            ),
        ),
        ("Letku oli paikallaan, ja laite vuotaa yhä. Kuva liitteenä.",),
        (
            (
                "Kiitos kuvasta, se on pumpun tiiviste. Tilasin huollon: kuriiri tuo laatikon ja hakee laitteen"
                " torstaina. Saat sen takaisin kymmenessä päivässä, ja samassa toimituksessa tulee lainalaite."
            ),
        ),
        ("takuu", "vuoto"),
        file="picture",
    ),
    Matter(
        "BILLING_ISSUE",
        ("Kaksi veloitusta tilauksesta {order}", "Maksu {amount} kahteen kertaan", "Kortilta veloitettu liikaa"),
        (
            (
                "Pankin mukaan tilauksesta {order} on veloitettu {amount} kahdesti, molemmat eilen. Tilasin vain"
                " kerran. Palauttaisitteko toisen?"
            ),
            (
                "Maksoin tilauksen {order}, sivulle tuli virhe ja yritin uudelleen. Nyt {amount} on mennyt kahteen"
                " kertaan. Voisitteko tarkistaa?"
            ),
        ),
        (
            (
                "Pahoittelut. Näen molemmat: jälkimmäinen on pelkkä katevaraus, jota ei ole veloitettu. Se poistuu"
                " itsestään kolmessa–viidessä päivässä pankista riippuen."
            ),
            (
                "Olet oikeassa, veloitus meni kahdesti. Palautin juuri {amount} kortillesi. Yleensä se näkyy kolmen"
                " arkipäivän kuluessa."
            ),
        ),
        ("Viikko on kulunut, eikä rahaa näy. Saisinko vahvistuksen pankkia varten?",),
        ("Totta kai. Palautuksen vahvistus on liitteenä, ja sen viite on {order}-R.",),
        ("hyvitys",),
        file="statement",
    ),
    Matter(
        "BILLING_ISSUE",
        ("Lasku y-tunnuksella", "Lasku tilauksesta {order}", "Lasku puuttuu"),
        (
            (
                "Lähettäisittekö laskun tilauksesta {order} ({amount}) niin, että siinä näkyy yrityksemme y-tunnus?"
                " Kirjanpitäjä ei muuten voi viedä sitä kirjanpitoon."
            ),
            "Emme ole saaneet laskua tilauksesta {order}. Toivoisimme sen PDF:nä, jatkossa suoraan kirjanpitoon.",
        ),
        (
            (
                "Lasku on liitteenä y-tunnuksella varustettuna. Tallensin tunnuksen myös tilillenne, joten se on"
                " jatkossa mukana kaikissa laskuissa."
            ),
        ),
        ("Kiitos. Osoite on tosin vielä vanha; muutimme keväällä. Uusi kaupunki on {city}.",),
        ("Korjattu: hyvityslasku ja uusi lasku ovat liitteenä. Pahoittelut vaivasta.",),
        ("lasku",),
    ),
    Matter(
        "PRODUCT_ISSUE",
        ("Väärää kahvia paketissa", "Tilaus {order}: väärät tuotteet", "Sain toisen tilauksen"),
        (
            (
                "Paketti tuli tänään, kiitos, mutta siinä on kaksi pussia Metsä Darkia. Tilasin tuotteen {product}."
                " Lähetyslistassa on oikea tuote."
            ),
            "Laatikossani oli jonkun toisen tilaus. Oma tilaukseni on {order}.",
        ),
        (
            (
                "Voi ei, kaksi laatikkoa meni pakkauspöydällä ristiin. Oikea tuote ({product}) lähtee tänään etuajossa."
                " Pidä pussit tai anna ne jollekulle, joka pitää tummasta."
            ),
        ),
        ("Mukavaa, kiitos. Lasketaanko tämä kuukauden tilaustoimitukseksi?",),
        ("Ei lasketa, tämä menee meidän piikkiimme. Seuraava toimituksesi tulee normaalisti.",),
        ("pakkaus",),
        about="coffee",
        file="picture",
    ),
    Matter(
        "GENERAL_INQUIRY",
        ("Tilauksen keskeytys", "Kahvitilaus tauolle kesän ajaksi", "Tauko {days} viikoksi"),
        (
            "Olemme poissa jonkin aikaa. Voinko keskeyttää kestotilauksen {days} viikoksi niin, että hinta säilyy?",
            "Kahvia on kertynyt liikaa (mukava ongelma). Jättäisittekö kaksi seuraavaa toimitusta väliin?",
        ),
        (
            (
                "Onnistuu. Tilauksesi on nyt tauolla ja jatkuu itsestään, hinta säilyy. Saman voi tehdä myös omalla"
                " tilillä kohdassa ”Toimitukset”."
            ),
        ),
        ("Voisiko se alkaa viikkoa myöhemmin? Palaamme vasta sunnuntaina.",),
        ("Siirretty viikolla. Hyvää matkaa!",),
        ("kestotilaus",),
    ),
    Matter(
        "PRODUCT_ISSUE",
        ("Vikakoodi E4: {product}", "{product} pitää kovaa ääntä", "Mylly pysähtyy heti"),
        (
            (
                "Laite ({product}) pysähtyy parin sekunnin jälkeen ja näyttää koodia E4. Tyhjensin ja harjasin sen"
                " ohjeen mukaan, mutta siitä ei ollut apua. Pavut ovat samat kuin aina."
            ),
            "Aamusta lähtien {product} on ulvonut kuin pieni lentokone. Se jauhaa yhä, mutta paljon karkeampaa.",
        ),
        (
            (
                "E4 tarkoittaa, että jokin jumittaa alempaa terää, useimmiten pieni kivi. Irrota pistoke, nosta ylempi"
                " terä pois (neljänneskierros vasemmalle) ja imuroi kammio. Ohjesivuilla on siitä lyhyt video."
            ),
        ),
        ("Siellä oli kivi, kuten sanoit! Nyt E4 tulee kuitenkin heti, kun laitan laitteen päälle.",),
        (
            (
                "Silloin anturi on saanut osuman. Lähetän uuden yläosan veloituksetta, se napsahtaa paikalleen ilman"
                " työkaluja. Lähetys {order}-S on perillä kolmessa päivässä."
            ),
        ),
        ("mylly", "takuu"),
    ),
    Matter(
        "BILLING_ISSUE",
        ("Haluaisin palauttaa tuotteen {product}", "Tilauksen {order} palautus", "Palautus"),
        (
            (
                "Laitteessa ({product}) ei ole vikaa, mutta se ei mahdu kaapin alle. Sitä on käytetty kahdesti. Voinko"
                " palauttaa sen, ja mitä se maksaa?"
            ),
            "Haluan palauttaa tilauksen {order}. Pakkaus on avaamaton. Lähettäisittekö palautustarran?",
        ),
        (
            (
                "Totta kai, palautusaikaa on 30 päivää. Tarra on liitteenä, ja paketin voi jättää mihin tahansa"
                " noutopisteeseen. Raha on kortillasi viiden päivän kuluessa. Palautus on maksuton."
            ),
        ),
        ("Alkuperäistä laatikkoa ei enää ole. Käykö muu?",),
        ("Mikä tahansa tukeva laatikko käy. Pehmustathan joka sivun.",),
        ("palautus",),
    ),
    Matter(
        "GENERAL_INQUIRY",
        ("Uusi osoite", "Muutimme", "Toimitusosoitteen muutos"),
        (
            (
                "Olemme muuttaneet, uusi kaupunki on {city}. Lähettäisittekö kestotilauksen jatkossa osoitteeseen"
                " Rantakatu 12 B 4."
            ),
            "Voisiko tilauksen {order} toimitusosoitteen vaihtaa vielä, jos se ei ole lähtenyt?",
        ),
        ("Vaihdettu. Seuraava toimitus tulee uuteen osoitteeseen. Mukavaa uutta kotia!",),
        ("Ehtikö tilaus {order} jo lähteä? Jos ehti, kysyn vanhoilta naapureilta.",),
        ("Se lähtee huomenna uudella osoitteella. Naapureita ei tarvitse vaivata.",),
    ),
    Matter(
        "FEATURE_REQUEST",
        ("Ehdotus: muistutus ennen kuin kahvi loppuu", "Paahtopäivä sovellukseen?", "Toive verkkokauppaan"),
        (
            (
                "Olisi hienoa, jos sovellus muistuttaisi muutamaa päivää ennen kuin pussi on tyhjä. Juon hyvin"
                " vaihtelevasti, ja kiinteä päivä on aina väärä."
            ),
            "Voisiko tilaushistoriassa näkyä kunkin pussin paahtopäivä? Vertailen niitä mielelläni.",
        ),
        (
            (
                "Hyvä ajatus, ja olet tänä vuonna jo neljäs, joka kysyy tätä. Välitin sen sovelluksen tekijöille sinun"
                " sanoillasi. Kirjoitan, kun on jotain kokeiltavaa."
            ),
        ),
        ("Kiitos! Jos etsitte kokeilijoita, olen mukana.",),
        ("Kirjattu: olet kokeilijoiden listalla.",),
        ("idea",),
    ),
    Matter(
        "GENERAL_INQUIRY",
        ("Hinnat kahvilalle", "Tukkuehdot", "Tarjouspyyntö: {days} kiloa kuussa"),
        (
            (
                "Pidämme pientä kahvilaa, paikkakunta on {city}, ja haluaisimme tarjota kahvianne: aluksi noin {days}"
                " kiloa kuussa. Millaiset ovat ehtonne, ja koulutatteko henkilökuntaa?"
            ),
            "Voisitteko lähettää tukkuhinnaston ja kertoa, kuinka nopeasti pystytte toimittamaan?",
        ),
        (
            (
                "Mukava kuulla! Kahviloiden hinnasto on liitteenä. Vähintään 20 kilon kuukausitilauksissa toimitus on"
                " maksuton, ja kahden tunnin koulutus kuuluu aina mukaan. Sovitaanko maistelu?"
            ),
        ),
        ("Maistelu kuulostaa hyvältä. Sopisiko tiistaiaamu ennen kymmentä?",),
        ("Tiistaina kello kahdeksan. Tuomme kolme kahvia ja myllyn.",),
        ("tukku",),
    ),
    Matter(
        "PRODUCT_ISSUE",
        ("{product} tuli rikkinäisenä", "Kuljetusvaurio: {order}", "Lasi rikki paketissa"),
        (
            (
                "Laatikon yksi kulma oli kolhiintunut, ja vesisäiliö on haljennut ({product}). Otin kuvat ennen kuin"
                " purin paketin. Tilaus {order}."
            ),
            "Tarvitsen apua: {product} oli syntymäpäivälahja, ja lasi on tuhansina sirpaleina.",
        ),
        (
            (
                "Olen todella pahoillani, ja kiitos kuvista. Uusi lähtee tänään pikana. Rikkinäistä ei tarvitse"
                " palauttaa; selvitämme asian kuljetusliikkeen kanssa."
            ),
        ),
        ("Uusi on täällä, ja ehjä. Mitä teen vanhalle?",),
        ("Vanhan voi kierrättää. Kuljetusliike on nähnyt kuvat eikä tarvitse enempää.",),
        ("vaurio", "toimitus"),
        file="picture",
    ),
)
