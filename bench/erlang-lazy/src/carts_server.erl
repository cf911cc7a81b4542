%% CARTS/1 over HTTP/1.1: one process per connection, one per cart, and a control socket that takes
%% the command to upgrade. This module stays; `cart` is the one that is replaced.
-module(carts_server).

-export([start/1]).

-define(CARTS, 100000).
-define(MOST_BYTES, 65536).
%% The paced sweep: so many carts, then a pause.
-define(SWEEP_BATCH, 50).
-define(SWEEP_PAUSE_MILLIS, 5).

%% Arguments: port, control port.
start([PortText, ControlText]) ->
    true = register(carts_main, self()),
    ets:new(carts, [named_table, public, {read_concurrency, true}]),
    [ets:insert(carts, {Id, element(2, {ok, _} = cart:start(Id))}) || Id <- lists:seq(0, ?CARTS - 1)],
    Options = [binary, {ip, {127, 0, 0, 1}}, {active, false}, {reuseaddr, true}, {nodelay, true},
               {backlog, 1024}],
    {ok, Listener} = gen_tcp:listen(list_to_integer(PortText), Options),
    spawn_link(fun() -> accept(Listener) end),
    {ok, Control} = gen_tcp:listen(list_to_integer(ControlText), [{packet, line} | Options]),
    io:format("serves ~b carts~n", [?CARTS]),
    control(Control).

accept(Listener) ->
    {ok, Socket} = gen_tcp:accept(Listener),
    Pid = spawn(fun() -> receive go -> requests(Socket, <<>>) end end),
    ok = gen_tcp:controlling_process(Socket, Pid),
    Pid ! go,
    accept(Listener).

%% ---- one connection ------------------------------------------------------------------------

%% Reads what there is and parses it with the emulator's own parser: one system call per request.
requests(Socket, Buffer) ->
    case erlang:decode_packet(http_bin, Buffer, []) of
        {ok, {http_request, Method, {abs_path, Path}, _Version}, Rest} ->
            headers(Socket, Method, Path, 0, false, Rest);
        {more, _} ->
            more(Socket, Buffer, fun(Longer) -> requests(Socket, Longer) end);
        _ ->
            gen_tcp:close(Socket)
    end.

headers(Socket, Method, Path, Length, Close, Buffer) ->
    case erlang:decode_packet(httph_bin, Buffer, []) of
        {ok, {http_header, _, 'Content-Length', _, Value}, Rest} ->
            headers(Socket, Method, Path, binary_to_integer(Value), Close, Rest);
        {ok, {http_header, _, 'Connection', _, Value}, Rest} ->
            headers(Socket, Method, Path, Length, string:lowercase(Value) =:= <<"close">>, Rest);
        {ok, {http_header, _, _, _, _}, Rest} ->
            headers(Socket, Method, Path, Length, Close, Rest);
        {ok, http_eoh, Rest} when Length =< ?MOST_BYTES ->
            body(Socket, Method, Path, Length, Close, Rest);
        {more, _} ->
            more(Socket, Buffer,
                 fun(Longer) -> headers(Socket, Method, Path, Length, Close, Longer) end);
        _ ->
            gen_tcp:close(Socket)
    end.

body(Socket, Method, Path, Length, Close, Buffer) ->
    case Buffer of
        <<Body:Length/binary, Rest/binary>> ->
            ok = gen_tcp:send(Socket, answer(Method, Path, Body, Close)),
            case Close of
                true -> gen_tcp:close(Socket);
                false -> requests(Socket, Rest)
            end;
        _ ->
            more(Socket, Buffer, fun(Longer) -> body(Socket, Method, Path, Length, Close, Longer) end)
    end.

more(Socket, <<>>, Continue) ->
    case gen_tcp:recv(Socket, 0) of
        {ok, Bytes} -> Continue(Bytes);
        _ -> gen_tcp:close(Socket)
    end;
more(Socket, Buffer, Continue) ->
    case gen_tcp:recv(Socket, 0) of
        {ok, Bytes} when byte_size(Buffer) =< ?MOST_BYTES ->
            Continue(<<Buffer/binary, Bytes/binary>>);
        _ ->
            gen_tcp:close(Socket)
    end.

answer(Method, Path, Body, Close) ->
    case route(Method, Path) of
        {view, Id} -> ok(cart:view(pid(Id)), Close);
        {add, Id} ->
            case item(Body) of
                {ok, Sku, Qty, Price} -> ok(cart:add(pid(Id), Sku, Qty, Price), Close);
                error -> empty(<<"400 Bad Request">>, Close)
            end;
        none -> empty(<<"404 Not Found">>, Close)
    end.

pid(Id) -> ets:lookup_element(carts, Id, 2).

ok(Json, Close) ->
    [<<"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ">>,
     integer_to_binary(iolist_size(Json)), connection(Close), <<"\r\n\r\n">>, Json].

empty(Status, Close) ->
    [<<"HTTP/1.1 ">>, Status, <<"\r\nContent-Length: 0">>, connection(Close), <<"\r\n\r\n">>].

connection(true) -> <<"\r\nConnection: close">>;
connection(false) -> <<>>.

route('GET', <<"/carts/", Rest/binary>>) ->
    with_id(view, without_query(Rest));
route('POST', <<"/carts/", Rest/binary>>) ->
    Path = without_query(Rest),
    Size = byte_size(Path) - 6,
    case Path of
        <<Id:Size/binary, "/items">> when Size > 0 -> with_id(add, Id);
        _ -> none
    end;
route(_, _) ->
    none.

without_query(Path) -> hd(binary:split(Path, <<"?">>)).

with_id(What, <<"0">>) -> {What, 0};
with_id(_, <<"0", _/binary>>) -> none;
with_id(What, Text) when byte_size(Text) > 0, byte_size(Text) =< 5 -> digits(What, Text, 0);
with_id(_, _) -> none.

digits(What, <<>>, Id) -> {What, Id};
digits(What, <<D, Rest/binary>>, Id) when D >= $0, D =< $9 -> digits(What, Rest, Id * 10 + D - $0);
digits(_, _, _) -> none.

item(Body) ->
    try jiffy:decode(Body, [return_maps, dedupe_keys]) of
        #{<<"sku">> := <<"SKU-", A, B, C, D>>, <<"qty">> := Qty, <<"priceCents">> := Price}
          when A >= $0, A =< $9, B >= $0, B =< $9, C >= $0, C =< $9, D >= $0, D =< $9,
               is_integer(Qty), Qty >= 1, Qty =< 1000,
               is_integer(Price), Price >= 1, Price =< 10000000 ->
            {ok, (A - $0) * 1000 + (B - $0) * 100 + (C - $0) * 10 + D - $0, Qty, Price};
        _ -> error
    catch
        _:_ -> error
    end.

%% ---- upgrading -----------------------------------------------------------------------------

control(Listener) ->
    {ok, Socket} = gen_tcp:accept(Listener),
    case gen_tcp:recv(Socket, 0) of
        {ok, <<"upgrade ", Rest/binary>>} -> upgrade(Socket, string:trim(Rest));
        _ -> ok
    end,
    gen_tcp:close(Socket),
    control(Listener).

%% Loads the new code; each cart converts itself when it is next asked anything. What is not asked
%% is touched by a sweep, a few at a time, so that nobody waits for it.
upgrade(Socket, BeamFile) ->
    {ok, Beam} = file:read_file(BeamFile),
    {module, cart} = code:load_binary(cart, binary_to_list(BeamFile), Beam),
    gen_tcp:send(Socket, <<"cutover\n">>),
    sweep(0),
    gen_tcp:send(Socket, <<"sweep\n">>),
    true = code:soft_purge(cart),
    gen_tcp:send(Socket, <<"unload\n">>).

sweep(?CARTS) ->
    ok;
sweep(Id) ->
    cart:touch(pid(Id)),
    case Id rem ?SWEEP_BATCH of
        0 -> timer:sleep(?SWEEP_PAUSE_MILLIS);
        _ -> ok
    end,
    sweep(Id + 1).
