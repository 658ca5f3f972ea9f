package dev.firebreak.app.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// Where a database answers and as whom.
///
/// @param url `jdbc:postgresql://host:port/name`
/// @param user absent if the URL or the driver's own means say it
public record DatabaseAddress(String url, @Nullable String user, @Nullable String password) {
    public Connection connect() throws SQLException {
        Properties properties = new Properties();
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        return DriverManager.getConnection(url, properties);
    }

    @Override
    public String toString() {
        return url.replaceAll("\\?.*", ""); // a password may stand in the query
    }
}
