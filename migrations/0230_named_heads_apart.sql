-- Of the heads of a cell, how many stand by name in the register: who gave no name is counted apart from them, and whoever counts again
-- adds nobody twice. A number as the others; which of them is whom stands in the sealed register alone.
alter table event_heads add named int not null default 0, add check (named between 0 and heads);
