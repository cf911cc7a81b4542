%% One cart, version 2 and later even ones: {cart, Lines, Version, LoyaltyPoints}. A cart of version 1
%% or of an odd one is converted when it is first asked anything.
-module(cart).
-behaviour(gen_server).

-export([start/1, view/1, add/4, touch/1]).
-export([init/1, handle_call/3, handle_cast/2]).

-include("../cart.hrl").

init(Id) -> {ok, converted({cart, preloaded(Id), 0})}.

handle_call(Message, From, {cart, _, _} = Old) ->
    handle_call(Message, From, converted(Old));
handle_call(Message, From, {cart, _, _, {loyalty, _}} = Old) ->
    handle_call(Message, From, converted(Old));
handle_call({add, Sku, Qty, Price}, _From, {cart, Lines, Version, Points}) ->
    Next = {cart, put_line(Lines, Sku, Qty, Price), Version + 1, Points + Qty * Price div 100},
    {reply, json(Next), Next};
handle_call(view, _From, Cart) ->
    {reply, json(Cart), Cart};
handle_call(touch, _From, Cart) ->
    {reply, ok, Cart}.

handle_cast(_, Cart) -> {noreply, Cart}.

converted({cart, Lines, Version}) ->
    Gross = lists:foldl(fun({_, Qty, Price}, Sum) -> Sum + Qty * Price end, 0, Lines),
    {cart, Lines, Version, Gross div 100};
converted({cart, Lines, Version, {loyalty, Points}}) ->
    {cart, Lines, Version, Points}.

json({cart, Lines, Version, Points}) ->
    {Items, Sum} = priced(promotions(2), Lines),
    Discount = discount(Sum) + loyal(Points),
    Total = Sum - Sum * Discount div 10000,
    jiffy:encode({[{<<"version">>, Version}, {<<"items">>, Items}, {<<"totalCents">>, Total},
                   {<<"loyaltyPoints">>, Points}]}).

loyal(Points) when Points >= 5000 -> 200;
loyal(_) -> 0.
