package dev.firebreak.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.firebreak.app.access.Role;
import dev.firebreak.app.store.Organisations.Organisation;
import dev.firebreak.app.store.Sql;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// What the server logs names neither people nor machines, whatever goes wrong.
class LogPrivacyTest {
    private static final String NAME = "verborgen-pc-77";

    @Test
    void whatGoesWrongIsLoggedWithoutNames() {
        Organisation organisation = TestServer.organisation("Amt Schweigen");
        Client analyst = TestServer.signedIn(Role.ANALYST, null);
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> seen = new ListAppender<>();
        seen.start();
        root.addAppender(seen);
        try {
            StoryTest.report(organisation, NAME + ",Example Phone,Example Corp,18.12.416");
            analyst.get("/search?q=" + NAME);
            analyst.get("/" + NAME);
            analyst.get("/api/v1/" + NAME);
            analyst.json("POST", "/api/v1/warnings", "{\"text\": \"" + NAME + "\", ");
            Sql sql = TestServer.shared().part(Sql.class);
            String twice =
                    "insert into organisation (key, name, sort_name, created_at) values (?, ?, ?, now())";
            sql.sql(twice).params(NAME, NAME, NAME).update();
            assertThatThrownBy(() -> sql.sql(twice).params(NAME, NAME, NAME).update())
                    .isInstanceOf(DataAccessException.class)
                    .satisfies(
                            e ->
                                    LoggerFactory.getLogger("dev.firebreak.test")
                                            .error("request failed", e));
            sql.sql("delete from organisation where key = ?").params(NAME).update();
        } finally {
            root.detachAppender(seen);
        }
        List<String> lines =
                seen.list.stream()
                        .map(
                                e ->
                                        e.getFormattedMessage()
                                                + (e.getThrowableProxy() == null
                                                        ? ""
                                                        : ThrowableProxyUtil.asString(
                                                                e.getThrowableProxy())))
                        .toList();
        assertThat(lines).as("the error above at least").isNotEmpty();
        assertThat(lines).noneMatch(line -> line.toLowerCase(Locale.ROOT).contains(NAME));
    }
}
