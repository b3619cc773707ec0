//! Codes of languages in two and in three letters.

use super::primary;

/// The languages of ISO 639-1, each before its code in ISO 639-2 (terminological, which is that of ISO 639-3): `dedeu`.
const CODES: &str = "\
    aaaar ababk aeave afafr akaka amamh anarg arara asasm avava ayaym azaze babak bebel bgbul bhbih bibis bmbam \
    bnben bobod brbre bsbos cacat ceche chcha cocos crcre csces cuchu cvchv cycym dadan dedeu dvdiv dzdzo eeewe \
    elell eneng eoepo esspa etest eueus fafas ffful fifin fjfij fofao frfra fyfry gagle gdgla glglg gngrn guguj \
    gvglv hahau heheb hihin hohmo hrhrv hthat huhun hyhye hzher iaina idind ieile igibo iiiii ikipk ioido isisl \
    itita iuiku jajpn jvjav kakat kgkon kikik kjkua kkkaz klkal kmkhm knkan kokor krkau kskas kukur kvkom kwcor \
    kykir lalat lbltz lglug lilim lnlin lolao ltlit lulub lvlav mgmlg mhmah mimri mkmkd mlmal mnmon mrmar msmsa \
    mtmlt mymya nanau nbnob ndnde nenep ngndo nlnld nnnno nonor nrnbl nvnav nynya ococi ojoji omorm orori ososs \
    papan pipli plpol pspus ptpor quque rmroh rnrun roron rurus rwkin sasan scsrd sdsnd sesme sgsag sisin skslk \
    slslv smsmo snsna sosom sqsqi srsrp ssssw stsot susun svswe swswa tatam tetel tgtgk ththa titir tktuk tltgl \
    tntsn toton trtur tstso tttat twtwi tytah uguig ukukr ururd uzuzb veven vivie vovol wawln wowol xhxho yiyid \
    yoyor zazha zhzho zuzul";

/// The code of ISO 639-2 for a BCP 47 tag, in three letters; `und` where there is none.
pub fn three_letters(tag: &str) -> String {
    let language = primary(tag);
    if language.len() == 3 && language.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return language;
    }
    let code = CODES.split(' ').find_map(|pair| pair.strip_prefix(&language).filter(|code| code.len() == 3));
    code.unwrap_or("und").to_owned()
}

/// The shortest code of a language that is given in three letters (ISO 639-3): that of ISO 639-1, if it has one. Chinese
/// and Persian are told by their most spoken kinds, Mandarin and Iranian Persian.
pub fn shortest(code: &str) -> &str {
    match code {
        "cmn" => "zh",
        "pes" => "fa",
        _ => CODES
            .split(' ')
            .find_map(|pair| pair.strip_suffix(code))
            .filter(|short| short.len() == 2)
            .unwrap_or(code),
    }
}

#[test]
fn languages_have_two_letters_where_they_can() {
    let short = ["deu", "cmn", "pes", "tgl", "yue", "ori", ""].map(shortest);
    assert_eq!(short, ["de", "zh", "fa", "tl", "yue", "or", ""]);
}

#[test]
fn languages_have_three_letters() {
    for (tag, code) in [
        ("en", "eng"),
        ("de-CH", "deu"),
        ("PT_br", "por"),
        ("yue-HK", "yue"),
        ("zh-Hans", "zho"),
        ("no", "nor"),
    ] {
        assert_eq!(three_letters(tag), code);
    }
    for unknown in ["", "x", "qq", "e", "english", "日本"] {
        assert_eq!(three_letters(unknown), "und", "{unknown}");
    }
    assert!(CODES.split(' ').all(|pair| pair.len() == 5));
}
