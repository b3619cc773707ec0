//! Colours of covers, chosen by hand: a ground, a colour for words and one for what is drawn.

/// Three colours that go together, as `0xRRGGBB`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Colours {
    /// What everything stands on.
    pub(super) ground: u32,
    /// The colour of the title.
    pub(super) ink: u32,
    /// The colour of the drawing and of the small words.
    pub(super) accent: u32,
}

const fn colours(ground: u32, ink: u32, accent: u32) -> Colours {
    Colours { ground, ink, accent }
}

/// All there are, dark and light.
pub(super) const ALL: [Colours; 14] = [
    colours(0x14_213d, 0xfd_f6e3, 0xfc_a311), // night blue, amber
    colours(0x1f_4348, 0xf4_f1de, 0xe9_c46a), // deep teal, straw
    colours(0x3d_2645, 0xf7_ede2, 0xf2_8482), // plum, coral
    colours(0x1b_4332, 0xf1_faee, 0x95_d5b2), // forest, mint
    colours(0xff_e8d6, 0x3a_2e2a, 0xa9_4a2e), // sand, terracotta
    colours(0xf2_cc8f, 0x2b_2d42, 0x8f_2d2d), // honey, brick
    colours(0xe0_e7e9, 0x1f_2d3d, 0x23_6188), // mist, steel
    colours(0x5c_1a1b, 0xfb_eae1, 0xf4_a261), // oxblood, apricot
    colours(0x0b_3954, 0xf5_f7f8, 0xff_8a75), // ocean, salmon
    colours(0xd8_e2dc, 0x22_333b, 0x9d_3a4e), // sage, raspberry
    colours(0x2d_2a32, 0xf4_f0e8, 0xdd_d92a), // charcoal, lemon
    colours(0xb7_d3df, 0x10_2a43, 0x8d_2233), // sky, crimson
    colours(0xf6_c9bc, 0x2f_1b25, 0x7a_2048), // blush, mulberry
    colours(0x31_2e81, 0xf5_f3ff, 0xfb_bf24), // indigo, gold
];

/// A colour as SVG writes it.
pub(super) fn hex(colour: u32) -> String {
    format!("#{colour:06x}")
}

#[test]
fn words_can_be_read() {
    // Relative luminance and contrast of WCAG 2.2, section “Terms”.
    let luminance = |colour: u32| {
        let channel = |shift: u32| {
            let share = f64::from((colour >> shift) & 0xff) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { libm::pow((share + 0.055) / 1.055, 2.4) }
        };
        0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
    };
    let contrast = |a: u32, b: u32| {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    };
    for Colours { ground, ink, accent } in ALL {
        assert!(7.0 <= contrast(ground, ink), "{}: {}", hex(ground), contrast(ground, ink));
        assert!(4.5 <= contrast(ground, accent), "{}: {}", hex(ground), contrast(ground, accent));
    }
}
