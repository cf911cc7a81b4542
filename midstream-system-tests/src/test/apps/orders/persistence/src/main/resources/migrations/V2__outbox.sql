create table outbox (
  number bigint generated always as identity primary key,
  kind varchar(20) not null,
  order_id varchar(40) not null,
  content varchar(1000) not null
);
create index outbox_order on outbox (order_id);
