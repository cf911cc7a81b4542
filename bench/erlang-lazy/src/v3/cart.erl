%% One cart, version 3 and later odd ones: {cart, Lines, Version, {loyalty, Points}}. A cart of an even
%% version is converted when it is first asked anything.
-module(cart).
-behaviour(gen_server).

-export([start/1, view/1, add/4, touch/1]).
-export([init/1, handle_call/3, handle_cast/2]).

-include("../cart.hrl").

init(Id) ->
    Lines = preloaded(Id),
    {ok, {cart, Lines, 0, {loyalty, gross(Lines) div 100}}}.

handle_call(Message, From, {cart, Lines, Version, Points}) when is_integer(Points) ->
    handle_call(Message, From, {cart, Lines, Version, {loyalty, Points}});
handle_call({add, Sku, Qty, Price}, _From, {cart, Lines, Version, {loyalty, Points}}) ->
    Next = {cart, put_line(Lines, Sku, Qty, Price), Version + 1,
            {loyalty, Points + Qty * Price div 100}},
    {reply, json(Next), Next};
handle_call(view, _From, Cart) ->
    {reply, json(Cart), Cart};
handle_call(touch, _From, Cart) ->
    {reply, ok, Cart}.

handle_cast(_, Cart) -> {noreply, Cart}.

gross(Lines) -> lists:sum([Qty * Price || {_, Qty, Price} <- Lines]).

json({cart, Lines, Version, {loyalty, Points}}) ->
    {Items, Sum} = priced(promotions(3), Lines),
    Discount = discount(Sum) + loyal(Points),
    Total = Sum - Sum * Discount div 10000,
    jiffy:encode({[{<<"version">>, Version}, {<<"items">>, Items}, {<<"totalCents">>, Total},
                   {<<"points">>, Points}]}).

loyal(Points) when Points >= 5000 -> 200;
loyal(_) -> 0.
