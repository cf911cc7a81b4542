%% One cart, version 1: {cart, Lines, Version}.
-module(cart).
-behaviour(gen_server).

-export([start/1, view/1, add/4, touch/1]).
-export([init/1, handle_call/3, handle_cast/2]).

-include("../cart.hrl").

init(Id) -> {ok, {cart, preloaded(Id), 0}}.

handle_call({add, Sku, Qty, Price}, _From, {cart, Lines, Version}) ->
    Next = {cart, put_line(Lines, Sku, Qty, Price), Version + 1},
    {reply, json(Next), Next};
handle_call(view, _From, Cart) ->
    {reply, json(Cart), Cart};
handle_call(touch, _From, Cart) ->
    {reply, ok, Cart}.

handle_cast(_, Cart) -> {noreply, Cart}.

json({cart, Lines, Version}) ->
    {Items, Sum} = priced(promotions(1), Lines),
    Total = Sum - Sum * discount(Sum) div 10000,
    jiffy:encode({[{<<"version">>, Version}, {<<"items">>, Items}, {<<"totalCents">>, Total}]}).
