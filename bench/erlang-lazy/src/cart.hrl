%% What both versions of `cart` share: the calls, the tables, the text of an answer.

-define(RULES, 64).

start(Id) -> gen_server:start(?MODULE, Id, [{spawn_opt, [{min_heap_size, 64}]}]).

view(Pid) -> gen_server:call(Pid, view, infinity).

add(Pid, Sku, Qty, Price) -> gen_server:call(Pid, {add, Sku, Qty, Price}, infinity).

touch(Pid) -> gen_server:call(Pid, touch, infinity).

preloaded(Id) ->
    [{(7 * Id + 13 * J) rem 1000, 1 + (Id + J) rem 4, 199 + (31 * Id + 17 * J) rem 9800}
     || J <- lists:seq(0, 2 + Id rem 4)].

put_line([{Sku, Had, _} | Rest], Sku, Qty, Price) -> [{Sku, Had + Qty, Price} | Rest];
put_line([Line | Rest], Sku, Qty, Price) -> [Line | put_line(Rest, Sku, Qty, Price)];
put_line([], Sku, Qty, Price) -> [{Sku, Qty, Price}].

%% The table of a season, made once per version and kept where reading copies nothing.
promotions(Seed) ->
    Key = {?MODULE, promotions, Seed},
    case persistent_term:get(Key, none) of
        none ->
            Table = rules(?RULES, Seed),
            persistent_term:put(Key, Table),
            Table;
        Table -> Table
    end.

rules(0, _) -> [];
rules(N, X0) ->
    X1 = advance(X0), X2 = advance(X1), X3 = advance(X2), X4 = advance(X3),
    [{1 + (X1 bsr 8) rem 15, 1 + (X2 bsr 8) rem 12, (X3 bsr 8) rem 80 * 100, (X4 bsr 8) rem 30 * 50}
     | rules(N - 1, X4)].

advance(X) -> (X * 1103515245 + 12345) band 16#7fffffff.

best([{Mask, LeastQty, LeastPrice, Bps} | Rest], Bit, Qty, Price, Best)
  when Mask band Bit =/= 0, Qty >= LeastQty, Price >= LeastPrice, Bps > Best ->
    best(Rest, Bit, Qty, Price, Bps);
best([_ | Rest], Bit, Qty, Price, Best) -> best(Rest, Bit, Qty, Price, Best);
best([], _, _, _, Best) -> Best.

line_cents(Promotions, {Sku, Qty, Price}) ->
    Category = Sku rem 4,
    Gross = Qty * Price,
    Net = Gross - Gross * best(Promotions, 1 bsl Category, Qty, Price, 0) div 10000,
    Net + Net * element(1 + Category, {0, 500, 1000, 2100}) div 10000.

priced(Promotions, Lines) ->
    lists:mapfoldl(fun({Sku, Qty, Price} = Line, Sum) ->
                           Cents = line_cents(Promotions, Line),
                           {{[{<<"sku">>, sku(Sku)}, {<<"qty">>, Qty}, {<<"priceCents">>, Price},
                              {<<"lineCents">>, Cents}]},
                            Sum + Cents}
                   end, 0, Lines).

sku(Sku) ->
    <<"SKU-", (Sku div 1000 + $0), (Sku div 100 rem 10 + $0), (Sku div 10 rem 10 + $0),
      (Sku rem 10 + $0)>>.

discount(Sum) when Sum >= 1000000 -> 500;
discount(Sum) when Sum >= 200000 -> 300;
discount(_) -> 0.
