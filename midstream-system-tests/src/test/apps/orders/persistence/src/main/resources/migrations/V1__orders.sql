create table orders (
  id varchar(40) primary key,
  content varchar(10000) not null
);
