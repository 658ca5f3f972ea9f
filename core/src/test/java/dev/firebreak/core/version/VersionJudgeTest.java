package dev.firebreak.core.version;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.model.VersionRange;
import dev.firebreak.core.model.VersionScheme;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionJudgeTest {
    private static VersionScheme scheme(String name) {
        return VersionScheme.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static VersionRange range(String text) {
        String lower = null;
        String upper = null;
        boolean li = false;
        boolean ui = false;
        for (String part : text.split("\\|")) {
            boolean inclusive = part.charAt(1) == '=';
            String version = part.substring(inclusive ? 2 : 1);
            if (part.charAt(0) == '>') {
                lower = version;
                li = inclusive;
            } else {
                upper = version;
                ui = inclusive;
            }
        }
        return new VersionRange(lower, li, upper, ui);
    }

    private static String judge(
            String statement,
            String component,
            String listed,
            String ranges,
            @Nullable String reported) {
        VersionVerdict v =
                Versions.judge(
                        listed.isEmpty() ? List.of() : Arrays.asList(listed.split(";")),
                        ranges.isEmpty()
                                ? List.of()
                                : Arrays.stream(ranges.split(";"))
                                        .map(VersionJudgeTest::range)
                                        .toList(),
                        scheme(statement),
                        scheme(component),
                        reported);
        return v.outcome() + " " + v.reason().code();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "NULL",
            value = {
                // listed versions, no scheme stated
                "generic,windows,18.12.407;18.12.416,18.12.416,MATCH version-listed",
                "generic,windows,18.12.407;18.12.416,18.12.416.0,MATCH version-listed",
                "generic,windows,24.09,24.09.00.0,MATCH version-listed",
                "generic,windows,18.12.407;18.12.416,18.12.422,NO_MATCH version-not-named",
                "generic,windows,18.12.416,NULL,UNKNOWN version-missing",
                "generic,windows,18.12.416,n/a,UNKNOWN version-missing",
                "generic,windows,18.12.416,'',UNKNOWN version-missing",
                "generic,windows,18.12.416,latest,UNKNOWN version-not-comparable",
                "generic,windows,18.12,18.12.407,UNKNOWN version-stated-less-exact",
                "generic,windows,18.12,18.11.1,NO_MATCH version-not-named",
                "generic,windows,9.0;9.0.1,9.0.2,NO_MATCH version-not-named",
                "generic,windows,9.0;9.0.1,9.0.1,MATCH version-listed",
                "generic,windows,18.12.416,18.12,UNKNOWN version-reported-less-exact",
                "generic,windows,18.12.416,18.12.0,NO_MATCH version-not-named",
                "generic,windows,5.33.6162,5.33.0.6162,UNKNOWN version-not-comparable",
                "generic,windows,7.x,7.4.1,MATCH version-listed",
                "generic,windows,7.x,8.0,NO_MATCH version-not-named",
                "generic,windows,18.12.*,18.12.416,MATCH version-listed",
                "generic,windows,18.12.*,18,UNKNOWN version-not-comparable",
                "generic,generic,18.12.416,18.12.416 (build 5),MATCH version-listed",
                "generic,generic,18.12.416 (build 5),18.12.416,UNKNOWN version-reported-less-exact",
                "generic,generic,18 Update 7,18 Update 7,MATCH version-listed",
                "generic,generic,18 Update 7,18 Update 8,NO_MATCH version-not-named",
                "generic,generic,18 Update 7,18,UNKNOWN version-reported-less-exact",
                "generic,generic,18,18 Update 7,UNKNOWN version-stated-less-exact",
                "generic,generic,2019.4 HF5,2019.4 HF 5,MATCH version-listed",
                "generic,windows,2019.4 HF5,2019.4.5200.9083,UNKNOWN version-not-comparable",
                "generic,generic,2019.4 HF5,2020.2.1,NO_MATCH version-not-named",
                "generic,generic,v1.2,1.2.0,MATCH version-listed",
                "generic,generic,1.2,1.2-rc1,NO_MATCH version-not-named",
                "generic,generic,1.2,1.2-3,UNKNOWN version-stated-less-exact",
                "generic,generic,foo bar,Foo Bar,MATCH version-listed",
                "generic,generic,*,whatever,MATCH all-versions",
                "generic,generic,*,NULL,MATCH all-versions",
                // packages of distributions against upstream versions
                "generic,deb,5.6.0;5.6.1,5.6.1-1,MATCH version-listed-upstream",
                "generic,deb,5.6.0;5.6.1,5.6.1+really5.4.5-1,NO_MATCH version-not-named",
                "generic,deb,5.4.5,5.6.1+really5.4.5-1,MATCH version-listed-upstream",
                "generic,deb,5.6.0;5.6.1,1:5.6.0-0.2,MATCH version-listed-upstream",
                "generic,deb,1.2.3,1.2.3+dfsg1-2,MATCH version-listed-upstream",
                "generic,deb,1.2.3,1.2.3~rc1-2,NO_MATCH version-not-named",
                "generic,rpm,5.6.0;5.6.1,5.6.0-2.fc40,MATCH version-listed-upstream",
                "generic,rpm,5.6.0;5.6.1,5.4.6-3.fc39,NO_MATCH version-not-named",
                "generic,deb,5.6.1-1,5.6.1-1,MATCH version-listed",
                "generic,deb,5.6.1-1,5.6.1-2,NO_MATCH version-not-named",
                "deb,deb,5.6.1-1,5.6.1-1,MATCH version-listed",
                "deb,deb,5.6.1-1,5.6.1-1+deb12u1,NO_MATCH version-not-named",
                "deb,rpm,5.6.1-1,5.6.1-1.fc40,UNKNOWN version-schemes-differ",
                "semver,deb,5.6.1,5.6.1-1,MATCH version-listed-upstream",
                // registries write versions in full
                "npm,npm,3.3.6,3.3.6,MATCH version-listed",
                "npm,npm,3.3.6,3.3.7,NO_MATCH version-not-named",
                "generic,npm,3.3.6,3.3.6,MATCH version-listed",
                "npm,npm,^1.2.3,1.9.0,MATCH version-in-range",
                "npm,npm,^1.2.3,2.0.0,NO_MATCH version-not-named",
                "npm,npm,^1.2.3,2.0.0-beta.1,NO_MATCH version-not-named",
                "npm,npm,^0.2.3,0.3.0,NO_MATCH version-not-named",
                "npm,npm,^0.0.3,0.0.4,NO_MATCH version-not-named",
                "npm,npm,~1.2.3,1.2.99,MATCH version-in-range",
                "npm,npm,~1.2,1.3.0,NO_MATCH version-not-named",
                "npm,npm,~1,1.3.0,MATCH version-in-range",
                "npm,npm,1.2,1.2.9,MATCH version-listed",
                "npm,npm,>=1.0.0 <2.0.0 || 3.x,1.5.0,MATCH version-in-range",
                "npm,npm,>=1.0.0 <2.0.0 || 3.x,3.1.4,MATCH version-in-range",
                "npm,npm,>=1.0.0 <2.0.0 || 3.x,2.5.0,NO_MATCH version-not-named",
                "npm,npm,1.2.3 - 2.3.4,2.3.4,MATCH version-in-range",
                "npm,npm,1.2.3 - 2.3,2.3.9,MATCH version-in-range",
                "npm,npm,<=1.2,1.2.9,MATCH version-in-range",
                "npm,npm,>1.2,1.2.9,NO_MATCH version-not-named",
                "pypi,pypi,1.0,1.0+local.1,MATCH version-listed",
                "pypi,pypi,1.0,1.0.post1,NO_MATCH version-not-named",
                "pypi,pypi,~=1.4.5,1.4.9,MATCH version-in-range",
                "pypi,pypi,~=1.4.5,1.5.0,NO_MATCH version-not-named",
                "pypi,pypi,~=1.4,1.9,MATCH version-in-range",
                "pypi,pypi,'>=1.0,!=1.3,<2',1.3,NO_MATCH version-not-named",
                "pypi,pypi,'>=1.0,!=1.3,<2',1.4,MATCH version-in-range",
                "gem,gem,~> 2.2.3,2.2.9,MATCH version-in-range",
                "gem,gem,~> 2.2.3,2.3.0,NO_MATCH version-not-named",
                "gem,gem,~> 2.2,2.9,MATCH version-in-range",
                "gem,gem,~> 2.2,3.0.0.rc1,NO_MATCH version-not-named",
                "maven,maven,'[1.0,2.0)',1.9,MATCH version-in-range",
                "maven,maven,'[1.0,2.0)',2.0,NO_MATCH version-not-named",
                "maven,maven,'(,1.0],[1.2,)',1.1,NO_MATCH version-not-named",
                "maven,maven,'(,1.0],[1.2,)',1.2,MATCH version-in-range",
                "nuget,nuget,[1.0],1.0.0.0,MATCH version-in-range",
                "maven,maven,2.14.1,2.14.1,MATCH version-listed",
                "pypi,npm,1.0.0,1.0.0-1,UNKNOWN version-schemes-differ",
                "generic,generic,<= 3.4,3.3,MATCH version-in-range",
                "generic,generic,'>= 5.0, < 5.6.2',5.6.1,MATCH version-in-range",
            })
    void listed_versions(
            String statement,
            String component,
            String listed,
            @Nullable String reported,
            String expected) {
        assertThat(judge(statement, component, listed, "", reported)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "NULL",
            value = {
                "generic,windows,<=3.4,3.4,MATCH version-in-range",
                "generic,windows,<=3.4,3.4.0.0,MATCH version-in-range",
                "generic,windows,<=3.4,3.4.1,UNKNOWN version-stated-less-exact",
                "generic,windows,<=3.4,3.5,NO_MATCH version-not-named",
                "generic,windows,<3.4,3.4.1,NO_MATCH version-not-named",
                "generic,windows,<3.4,3.3.99,MATCH version-in-range",
                "generic,windows,>3.4,3.4.1,UNKNOWN version-stated-less-exact",
                "generic,windows,>3.4,3.5,MATCH version-in-range",
                "generic,windows,>=3.4,3.4.1,MATCH version-in-range",
                "generic,windows,>=7.2.1|<=7.2.4,7.2,UNKNOWN version-reported-less-exact",
                "generic,windows,>=7.2.1|<=7.2.4,7,UNKNOWN version-reported-less-exact",
                "generic,windows,>=7.2.1|<=7.2.4,7.2.0,NO_MATCH version-not-named",
                "generic,windows,>=7.2.1|<=7.2.4,7.1,NO_MATCH version-not-named",
                "generic,windows,>7.2.1,7.2,UNKNOWN version-reported-less-exact",
                "deb,deb,>=7.2.1|<=7.2.4,7.2,NO_MATCH version-not-named",
                "generic,windows,>=5.0|<6.0,5.9.9,MATCH version-in-range",
                "generic,windows,>=5.0|<6.0,6.0,NO_MATCH version-not-named",
                "generic,windows,>=5.0|<6.0,NULL,UNKNOWN version-missing",
                "generic,windows,>=5.0|<6.0,trunk,UNKNOWN version-not-comparable",
                "generic,generic,<2020.2.1,2019.4 HF5,MATCH version-in-range",
                "generic,generic,>=2019.4 HF5|<=2020.2.1 HF1,2020.2.1,MATCH version-in-range",
                "generic,generic,>=2019.4 HF5|<=2020.2.1 HF1,2020.2.1 HF2,NO_MATCH version-not-named",
                "generic,generic,<=7.x,7.9.1,MATCH version-in-range",
                "generic,generic,<7.x,7.0,NO_MATCH version-not-named",
                "generic,deb,<5.6.2,5.6.1+really5.4.5-1,MATCH version-in-range-upstream",
                "generic,deb,>=5.6.0|<5.6.2,5.6.1+really5.4.5-1,NO_MATCH version-not-named",
                "generic,deb,<1.9.5p2,1.9.5p1-1ubuntu2,MATCH version-in-range-upstream",
                "generic,rpm,<=5.6.1,5.6.1-3.fc41,MATCH version-in-range-upstream",
                "deb,deb,>=0|<5.6.1+really5.4.5-1,5.6.1-1,MATCH version-in-range",
                "deb,deb,>=5.6.0-0.1|<5.6.1+really5.4.5-1,5.6.1+really5.4.5-1,NO_MATCH version-not-named",
                "rpm,rpm,<1:5.4.6-3.el9,1:5.4.6-2.el9,MATCH version-in-range",
                "semver,npm,>=0|<1.2.3,0.0.0-dev.1,MATCH version-in-range",
                "maven,maven,>=2.0-beta9|<2.15.0,2.14.1,MATCH version-in-range",
                "pypi,pypi,>=1.0|<2.0,2.0.dev1,MATCH version-in-range",
                "generic,npm,<=3.4,3.4.1,UNKNOWN version-stated-less-exact",
                "pypi,pypi,<=3.4,3.4.1,NO_MATCH version-not-named",
                "generic,generic,<=18.12.416,18.12.416 (build 5),MATCH version-in-range",
            })
    void ranges(
            String statement,
            String component,
            String ranges,
            @Nullable String reported,
            String expected) {
        assertThat(judge(statement, component, "", ranges, reported)).isEqualTo(expected);
    }

    @Test
    void a_statement_without_versions_leaves_every_version_unknown() {
        assertThat(judge("generic", "windows", "", "", "1.0"))
                .isEqualTo("UNKNOWN version-not-stated");
    }

    @Test
    void one_entry_that_matches_is_enough_and_one_that_cannot_be_compared_forbids_clean() {
        assertThat(judge("generic", "windows", "foo;1.0", "", "1.0"))
                .isEqualTo("MATCH version-listed");
        assertThat(judge("generic", "windows", "foo;1.0", "", "2.0"))
                .isEqualTo("UNKNOWN version-not-comparable");
        assertThat(judge("generic", "windows", "foo", "<3.0", "2.0"))
                .isEqualTo("MATCH version-in-range");
    }
}
