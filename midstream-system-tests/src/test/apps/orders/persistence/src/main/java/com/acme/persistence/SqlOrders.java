package com.acme.persistence;

import com.acme.json.Json;
import com.acme.orders.domain.Order;
import com.acme.orders.domain.OrderEvent;
import com.acme.orders.domain.OrderNotFound;
import com.acme.orders.domain.Orders;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

final class SqlOrders implements Orders {

    private static final TypeReference<Order> ORDER = new TypeReference<>() {};

    private final DataSource database;

    SqlOrders(DataSource database) {
        this.database = database;
    }

    @Override
    public void add(Order order, OrderEvent event) {
        inTransaction(
                connection -> {
                    update(connection, "insert into orders values (?, ?)", order.id(), Json.write(order));
                    update(
                            connection,
                            "insert into outbox (kind, order_id, content) values (?, ?, ?)",
                            kind(event),
                            event.orderId(),
                            content(event));
                    return order;
                });
    }

    @Override
    public Order order(String id) {
        return inTransaction(connection -> read(connection, id, ""));
    }

    @Override
    public Order change(String id, UnaryOperator<Order> how) {
        return inTransaction(
                connection -> {
                    Order changed = how.apply(read(connection, id, " for update"));
                    update(connection, "update orders set content = ? where id = ?", Json.write(changed), id);
                    return changed;
                });
    }

    @Override
    public long count() {
        return inTransaction(
                connection -> {
                    try (ResultSet rows = connection.createStatement().executeQuery("select count(*) from orders")) {
                        rows.next();
                        return rows.getLong(1);
                    }
                });
    }

    @Override
    public List<OrderEvent> pending(int limit) {
        return inTransaction(
                connection -> {
                    List<OrderEvent> events = new ArrayList<>();
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select kind, order_id, content from outbox order by number limit ?")) {
                        select.setInt(1, limit);
                        try (ResultSet rows = select.executeQuery()) {
                            while (rows.next()) {
                                events.add(event(rows.getString(1), rows.getString(2), rows.getString(3)));
                            }
                        }
                    }
                    return events;
                });
    }

    @Override
    public void told(OrderEvent event) {
        inTransaction(
                connection ->
                        update(
                                connection,
                                "delete from outbox where order_id = ? and kind = ?",
                                event.orderId(),
                                kind(event)));
    }

    private static String kind(OrderEvent event) {
        return switch (event) {
            case OrderEvent.Placed _ -> "placed";
            case OrderEvent.Cancelled _ -> "cancelled";
        };
    }

    private static String content(OrderEvent event) {
        return switch (event) {
            case OrderEvent.Placed placed -> Long.toString(placed.cents());
            case OrderEvent.Cancelled cancelled -> cancelled.why();
        };
    }

    private static OrderEvent event(String kind, String id, String content) {
        return switch (kind) {
            case "placed" -> new OrderEvent.Placed(id, Long.parseLong(content));
            case "cancelled" -> new OrderEvent.Cancelled(id, content);
            default -> throw new IllegalStateException("an event of kind " + kind);
        };
    }

    private static Order read(Connection connection, String id, String lock) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select content from orders where id = ?" + lock)) {
            select.setString(1, id);
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    throw new OrderNotFound(id);
                }
                return Json.read(rows.getString(1), ORDER);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("order " + id + " is stored in another form", e);
        }
    }

    private static int update(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    private <T> T inTransaction(Step<T> step) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = step.run(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the database says: " + e.getMessage(), e);
        }
    }

    private interface Step<T> {
        T run(Connection connection) throws SQLException;
    }
}
