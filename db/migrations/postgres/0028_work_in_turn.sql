-- Changes nothing. Servers before version 0.7 take no turns (decision 039); a newer schema makes them stop writing.
select 1;
