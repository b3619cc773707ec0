//! Which addresses of the internet protocol are out in public, and which lead into this machine or its network.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// What of the IPv4 space is not the public internet (IANA IPv4 Special-Purpose Address Registry; multicast and
/// the reserved rest from RFC 1112): a first address and how many leading bits count.
const SPECIAL_V4: [(Ipv4Addr, u32); 15] = [
    (Ipv4Addr::UNSPECIFIED, 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    (Ipv4Addr::new(240, 0, 0, 0), 4),
];

/// What of the global unicast space `2000::/3` is not the public internet (IANA IPv6 Special-Purpose Address
/// Registry): protocol assignments with Teredo and benchmarks, and documentation.
const SPECIAL_V6: [(Ipv6Addr, u32); 3] = [
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20),
];

/// Whether an address is on the public internet.
pub(crate) fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    !SPECIAL_V4.iter().any(|(first, bits)| (ip.to_bits() ^ first.to_bits()).leading_zeros() >= *bits)
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    if let Some(inner) = embedded(ip) {
        return is_public_v4(inner);
    }
    let is_special =
        SPECIAL_V6.iter().any(|(first, bits)| (ip.to_bits() ^ first.to_bits()).leading_zeros() >= *bits);
    ip.segments()[0] >> 13 == 1 && !is_special
}

/// The IPv4 address that an IPv6 address leads to: mapped, NAT64 (RFC 6052) or 6to4 (RFC 3056). The forms that are
/// gone from use, such as `::10.0.0.1`, are outside the global space and need no look.
fn embedded(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    match ip.segments() {
        [0, 0, 0, 0, 0, 0xffff, high, low]
        | [0x64, 0xff9b, 0, 0, 0, 0, high, low]
        | [0x2002, high, low, ..] => Some(Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn reach(ip: &str) -> bool {
        is_public(ip.parse().unwrap())
    }

    #[test]
    fn what_is_not_public_is_known() {
        let refused = "0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.9.9.9 \
            169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.8 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 \
            198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 \
            :: ::1 ::10.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:192.168.0.1 64:ff9b::10.0.0.1 64:ff9b:1::8.8.8.8 \
            2002:7f00:1:: 2002:c0a8:101::1 fc00::1 fd12:3456::1 fe80::1 fec0::1 ff02::1 2001::1 2001:2::1 \
            2001:db8::1 3fff::1 100::1 4000::1";
        for ip in refused.split_whitespace() {
            assert!(!reach(ip), "{ip}");
        }
        let taken = "1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.1 \
            169.253.0.1 172.15.255.255 172.32.0.0 192.0.1.0 192.167.255.255 198.17.255.255 198.20.0.0 \
            223.255.255.255 2606:4700::1111 2a00:1450:4001::1 2001:4860:4860::8888 ::ffff:8.8.8.8 \
            64:ff9b::8.8.8.8 2002:808:808::1 3ffe::1";
        for ip in taken.split_whitespace() {
            assert!(reach(ip), "{ip}");
        }
    }

    proptest! {
        #[test]
        fn every_form_of_an_address_is_judged_alike(bits: u32) {
            let ip = Ipv4Addr::from_bits(bits);
            let public = is_public(ip.into());
            let [a, b, c, d] = ip.octets();
            prop_assert_eq!(is_public(ip.to_ipv6_mapped().into()), public);
            for form in [format!("64:ff9b::{ip}"), format!("2002:{a:02x}{b:02x}:{c:02x}{d:02x}::1")] {
                prop_assert_eq!(reach(&form), public);
            }
            prop_assert!(!is_public(Ipv6Addr::from(u128::from(bits)).into()));
        }

        #[test]
        fn what_the_standard_library_calls_local_is_never_public(bits: u32, wide: u128) {
            let ip = Ipv4Addr::from_bits(bits);
            let is_local = ip.is_private() || ip.is_loopback() || ip.is_link_local() || ip.is_broadcast()
                || ip.is_multicast() || ip.is_documentation() || ip.is_unspecified();
            prop_assert!(!(is_local && is_public(ip.into())));
            let ip = Ipv6Addr::from(wide);
            let is_local = ip.is_loopback() || ip.is_multicast() || ip.is_unique_local()
                || ip.is_unicast_link_local() || ip.is_unspecified();
            prop_assert!(!(is_local && is_public(ip.into())));
        }
    }
}
