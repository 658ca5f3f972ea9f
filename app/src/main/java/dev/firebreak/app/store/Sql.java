package dev.firebreak.app.store;

import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/// Plain SQL with values that may be absent, and rows read into records: a component `organisationId` is the column
/// `organisation_id`. It takes part in Spring's transactions.
public final class Sql {
    private final JdbcTemplate template;

    public Sql(JdbcTemplate template) {
        this.template = template;
    }

    /// Reads one row.
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    public Statement sql(String text) {
        return new Statement(text, new @Nullable Object[0]);
    }

    /// Runs the same statement for many rows.
    public void batch(String text, List<@Nullable Object[]> rows) {
        List<Object[]> converted = new ArrayList<>(rows.size());
        for (@Nullable Object[] row : rows) {
            converted.add(forJdbc(row));
        }
        template.batchUpdate(text, converted);
    }

    /// Copies many rows into a table, within the caller's transaction.
    ///
    /// @param target table and columns, `finding (id, name)`
    public void copy(String target, List<@Nullable Object[]> rows) {
        String text = copied(rows);
        template.execute(
                (ConnectionCallback<Long>)
                        connection -> {
                            try {
                                return connection
                                        .unwrap(PGConnection.class)
                                        .getCopyAPI()
                                        .copyIn(
                                                "copy " + target + " from stdin",
                                                new StringReader(text));
                            } catch (IOException e) {
                                throw new SQLException(e); // of a string: cannot happen
                            }
                        });
    }

    static String copied(List<@Nullable Object[]> rows) {
        StringBuilder text = new StringBuilder();
        for (@Nullable Object[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                text.append(i == 0 ? "" : "\t");
                copied(row[i], text);
            }
            text.append('\n');
        }
        return text.toString();
    }

    /// PostgreSQL's text format of COPY; a list is an array of numbers.
    private static void copied(@Nullable Object value, StringBuilder text) {
        switch (value) {
            case null -> text.append("\\N");
            case Boolean yes -> text.append(yes ? 't' : 'f');
            case Enum<?> word -> text.append(word.name());
            case byte[] bytes ->
                    text.append("\\\\x").append(java.util.HexFormat.of().formatHex(bytes));
            case List<?> numbers -> {
                text.append('{');
                for (int i = 0; i < numbers.size(); i++) {
                    text.append(i == 0 ? "" : ",").append(numbers.get(i));
                }
                text.append('}');
            }
            default -> {
                String plain = value.toString();
                for (int i = 0; i < plain.length(); i++) {
                    char c = plain.charAt(i);
                    switch (c) {
                        case '\\' -> text.append("\\\\");
                        case '\n' -> text.append("\\n");
                        case '\r' -> text.append("\\r");
                        case '\t' -> text.append("\\t");
                        default -> text.append(c);
                    }
                }
            }
        }
    }

    /// One statement with its values.
    public final class Statement {
        private final String text;
        private final @Nullable Object[] values;

        private Statement(String text, @Nullable Object[] values) {
            this.text = text;
            this.values = values;
        }

        public Statement param(@Nullable Object value) {
            @Nullable Object[] more = Arrays.copyOf(values, values.length + 1);
            more[values.length] = value;
            return new Statement(text, more);
        }

        public Statement params(@Nullable Object... all) {
            return new Statement(text, all);
        }

        public int update() {
            return template.update(text, forJdbc(values));
        }

        /// Rows as records, or as single values for a type that is no record.
        public <T> Rows<T> query(Class<T> type) {
            return new Rows<>(
                    type.isRecord()
                            ? new RecordRow<>(type)
                            : row -> Objects.requireNonNull(type.cast(value(row, 1, type))));
        }

        public <T> Rows<T> query(Row<T> row) {
            return new Rows<>(row);
        }

        /// Runs a query for its effect.
        public void run() {
            template.query(text, row -> {}, forJdbc(values));
        }

        /// What a query yields.
        public final class Rows<T> {
            private final Row<T> row;

            private Rows(Row<T> row) {
                this.row = row;
            }

            public List<T> list() {
                List<T> all = new ArrayList<>();
                each(all::add);
                return all;
            }

            public void each(Consumer<T> consumer) {
                template.query(
                        text, (ResultSet r) -> consumer.accept(row.read(r)), forJdbc(values));
            }

            public Optional<T> optional() {
                List<T> all = list();
                if (all.size() > 1) {
                    throw new IllegalStateException("one row expected, got " + all.size());
                }
                return all.stream().findFirst();
            }

            public T single() {
                return optional()
                        .orElseThrow(() -> new IllegalStateException("one row expected, got none"));
            }
        }
    }

    @SuppressWarnings("NullAway") // the template takes absent values, its signature does not say so
    private static Object[] forJdbc(@Nullable Object[] values) {
        @Nullable Object[] converted = new @Nullable Object[values.length];
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            converted[i] =
                    switch (value) {
                        case null -> null;
                        case Instant at -> Timestamp.from(at);
                        case LocalDate day -> Date.valueOf(day);
                        case Enum<?> word -> word.name();
                        default -> value;
                    };
        }
        return converted;
    }

    private static final class RecordRow<T> implements Row<T> {
        private final Constructor<T> constructor;
        private final RecordComponent[] components;

        RecordRow(Class<T> type) {
            components = type.getRecordComponents();
            try {
                constructor =
                        type.getDeclaredConstructor(
                                Arrays.stream(components)
                                        .map(RecordComponent::getType)
                                        .toArray(Class<?>[]::new));
                constructor.setAccessible(true);
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(e); // every record has its canonical constructor
            }
        }

        @Override
        public T read(ResultSet row) throws SQLException {
            @Nullable Object[] values = new @Nullable Object[components.length];
            for (int i = 0; i < components.length; i++) {
                values[i] =
                        value(
                                row,
                                row.findColumn(column(components[i].getName())),
                                components[i].getType());
            }
            try {
                return constructor.newInstance(values);
            } catch (InstantiationException | IllegalAccessException e) {
                throw new IllegalStateException(e);
            } catch (InvocationTargetException e) {
                throw new IllegalStateException("a row of the database is not valid", e.getCause());
            }
        }

        private static String column(String component) {
            StringBuilder column = new StringBuilder();
            for (int i = 0; i < component.length(); i++) {
                char c = component.charAt(i);
                if (Character.isUpperCase(c)) {
                    column.append('_').append(Character.toLowerCase(c));
                } else {
                    column.append(c);
                }
            }
            return column.toString();
        }
    }

    private static @Nullable Object value(ResultSet row, int column, Class<?> type)
            throws SQLException {
        if (row.getObject(column) == null) {
            return null;
        }
        if (type == String.class) {
            return row.getString(column);
        }
        if (type == long.class || type == Long.class) {
            return row.getLong(column);
        }
        if (type == int.class || type == Integer.class) {
            return row.getInt(column);
        }
        if (type == boolean.class || type == Boolean.class) {
            return row.getBoolean(column);
        }
        if (type == Instant.class) {
            return row.getTimestamp(column).toInstant();
        }
        if (type == LocalDate.class) {
            return row.getDate(column).toLocalDate();
        }
        if (type == byte[].class) {
            return row.getBytes(column);
        }
        if (type == List.class) {
            return List.of((Object[]) row.getArray(column).getArray());
        }
        if (type.isEnum()) {
            for (Object constant : type.getEnumConstants()) {
                if (((Enum<?>) constant).name().equals(row.getString(column))) {
                    return constant;
                }
            }
        }
        throw new IllegalStateException("no way to read a " + type.getSimpleName());
    }
}
