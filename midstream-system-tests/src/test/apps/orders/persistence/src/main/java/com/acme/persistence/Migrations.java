package com.acme.persistence;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** Brings the database's tables up to date, each step once. */
final class Migrations {

    private Migrations() {}

    /** Applies what is missing and says how much that was. */
    static int apply(DataSource database) throws SQLException, IOException {
        int applied = 0;
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists migrations (name varchar(100) primary key)");
            for (String name : lines("index")) {
                if (isMissing(connection, name)) {
                    for (String sql : String.join("\n", lines(name)).split(";")) {
                        statement.execute(sql);
                    }
                    try (PreparedStatement done =
                            connection.prepareStatement("insert into migrations values (?)")) {
                        done.setString(1, name);
                        done.executeUpdate();
                    }
                    applied++;
                }
            }
        }
        return applied;
    }

    private static boolean isMissing(Connection connection, String name) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select 1 from migrations where name = ?")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                return !row.next();
            }
        }
    }

    private static List<String> lines(String name) throws IOException {
        try (InputStream in = Migrations.class.getClassLoader().getResourceAsStream("migrations/" + name);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.isBlank()).toList();
        }
    }
}
