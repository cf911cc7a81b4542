create table lines (order_id varchar(40) not null, sku varchar(40) not null);
