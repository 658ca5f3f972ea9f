package dev.firebreak.bench;

import java.util.List;

/// One made-up look-up, however a server or a sensor would write it down.
///
/// @param micros microseconds since 1970
/// @param uid what a sensor calls the connection
/// @param port of the client
/// @param server which of the resolvers, from 1
/// @param id of the DNS message
/// @param rtt hundred-thousandths of a second until the answer
/// @param type which of [DnsForm#TYPES]
/// @param answers addresses
/// @param ttls seconds, one for each answer
record DnsLookup(
        long micros,
        String client,
        String query,
        String uid,
        int port,
        int server,
        int id,
        int rtt,
        int type,
        List<String> answers,
        List<Integer> ttls) {
    DnsLookup {
        answers = List.copyOf(answers);
        ttls = List.copyOf(ttls);
    }
}
