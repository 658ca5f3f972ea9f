package dev.firebreak.core.index;

import java.util.Locale;

/// The kinds of runs. The codes are part of the file format and never change their meaning.
enum Table {
    /// Organisation and name of a host -> its number.
    NAMES(1),
    /// Number of a host -> organisation, name, facts.
    HOSTS(2),
    /// A component as reported -> its number.
    COMPONENTS(3),
    /// Number of a component -> the component.
    COMPONENT_TEXTS(4),
    /// Number of a station (a host's list of one scope) -> its reports.
    REPORTS(5),
    /// Number of a host -> its stations.
    STATIONS(6),
    /// Blocks of station numbers -> their hosts and organisations, fixed width.
    STATION_HOSTS(7),
    /// Number of a component -> stations that have or had it.
    HOLDINGS(8),
    /// A thing seen -> hosts, with first, last, count, evidence.
    SIGHTINGS(9),
    /// Number of a host -> days on which a log names it.
    COVERAGE(10),
    /// Minute -> lines of it that are counted, as hashes.
    LEDGER(11),
    /// Number of a source -> what is known of it.
    SOURCES(12),
    /// Identity of a source's content -> its number.
    FINGERPRINTS(13),
    /// Organisation and address -> names it had, with times.
    BINDINGS(14);

    private final int code;

    Table(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /// Last part of a run's file name.
    String suffix() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Table ofCode(int code) {
        for (Table t : values()) {
            if (t.code == code) {
                return t;
            }
        }
        throw new MalformedException("no table has the code " + code);
    }
}
